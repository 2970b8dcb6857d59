import { defineConfig } from "vitest/config";
import { ClosingLine } from "./test/closing-line.ts";

const node = { environment: "node" as const, testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    reporters: ["default", new ClosingLine()],
    projects: [
      {
        test: {
          ...node,
          name: "core",
          include: [
            "sim-core/**/*.test.ts",
            "scenarios/**/*.test.ts",
            "fixtures/**/*.test.ts",
            "main/**/*.test.ts",
            "renderer/**/*.test.ts",
          ],
        },
      },
      { test: { ...node, name: "architecture", include: ["architecture.test.ts"] } },
      { test: { ...node, name: "e2e", include: ["test/**/*.e2e.ts"], fileParallelism: false } },
    ],
  },
});
