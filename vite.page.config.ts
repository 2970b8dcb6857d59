/** The page: one bundle of ES modules for Electron and for a browser tab. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: "renderer/app",
  base: "/",
  publicDir: false,
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: "../../dist/page",
    emptyOutDir: true,
    // A small .wasm inlined as data: would be blocked by the content security policy, and the worker would never answer.
    assetsInlineLimit: 0,
    // three, deck.gl and React in one page: the limit is a reminder, not a fault.
    chunkSizeWarningLimit: 2500,
  },
});
