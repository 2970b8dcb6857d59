/** Electron's two scripts as CommonJS: an ES module as main needs Electron 28, and a sandboxed preload must be one plain script. */
import { isBuiltin } from "node:module";
import { defineConfig } from "vite";

export default defineConfig({
  publicDir: false,
  build: {
    outDir: "dist/main",
    emptyOutDir: true,
    target: "node16",
    minify: false,
    sourcemap: false,
    ssr: true,
    rollupOptions: {
      input: { main: "main/main.ts", preload: "main/preload.cts" },
      external: (name) => name === "electron" || isBuiltin(name),
      output: { format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "[name]-[hash].cjs" },
    },
  },
  ssr: { noExternal: true },
});
