// The door of `npm run rehearse`, `npm run serve` and `npm test`. Plain JavaScript: an old Node must be able to read it and answer
// with one sentence; only a new one loads the TypeScript behind it.
import { nodeTooOld } from "./node-version.mjs";

const runTests = async (args) => {
  const { spawn } = await import("node:child_process");
  const { fileURLToPath } = await import("node:url");
  const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
  const child = spawn(process.execPath, [vitest, "run", ...args], { stdio: "inherit" });
  return new Promise((done) => child.once("exit", (code) => done(code === null ? 3 : code)));
};

const open = async () => {
  const tooOld = nodeTooOld();
  if (tooOld !== undefined) {
    console.error(tooOld);
    return 2;
  }
  const [door, ...args] = process.argv.slice(2);
  if (door === "serve") return (await import("./serve.ts")).serveMain(args);
  if (door === "test") return runTests(args);
  if (door === "rehearse") return (await import("./cli.ts")).cliMain(args);
  console.error("node-gate: rehearse | serve | test");
  return 2;
};

process.exitCode = await open();
