/**
 * Builds the crate into pkg/ (committed: users need no Rust).  node sim-core/engine/build-engine.ts [--check]
 * --check builds into a temporary folder, compares every byte with the committed pkg and writes nothing.
 * The bytes are the same on any machine and in any folder: paths are remapped, versions pinned, one codegen unit.
 * The module's own hash is appended as the custom section "rehearsal.hash": it names the engine in results and snapshots.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const crate = import.meta.dirname;
const committed = join(crate, "pkg");
const WASM = "rehearsal_engine_bg.wasm";
/** The envelope's 1 GiB: beyond it the engine stops instead of taking the machine's memory. */
const MOST_MEMORY_BYTES = 2 ** 30;
const SECTION = "rehearsal.hash";
/** A section longer than 127 bytes would need a longer length: name and 16 hex digits are 31. */
const HASH_DIGITS = 16;

const build = (into: string): void => {
  const cargoHome = process.env["CARGO_HOME"] ?? join(homedir(), ".cargo");
  const rustupHome = process.env["RUSTUP_HOME"] ?? join(homedir(), ".rustup");
  // This variable replaces the flags of .cargo/config.toml, so they stand here too.
  const flags = [
    "-Ctarget-feature=+simd128",
    `-Clink-arg=--max-memory=${MOST_MEMORY_BYTES}`,
    `--remap-path-prefix=${crate}=/engine`,
    `--remap-path-prefix=${cargoHome}=/cargo`,
    `--remap-path-prefix=${rustupHome}=/rustup`,
  ];
  const options = ["--mode", "no-install", "--target", "web", "--release", "--no-pack", "--out-name", "rehearsal_engine"];
  execFileSync("wasm-pack", ["build", ...options, "--out-dir", into, crate, "--locked"], {
    cwd: crate,
    stdio: "inherit",
    env: { ...process.env, CARGO_ENCODED_RUSTFLAGS: flags.join("\x1f") },
  });
  rmSync(join(into, ".gitignore"), { force: true });
  const file = join(into, WASM);
  writeFileSync(file, withHash(readFileSync(file)));
};

const withHash = (bytes: Uint8Array): Uint8Array => {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, HASH_DIGITS);
  const content = [SECTION.length, ...Buffer.from(SECTION + hash, "latin1")];
  return Buffer.concat([bytes, Buffer.from([0, content.length, ...content])]);
};

const byText = (a: string, b: string): number => (a < b ? -1 : 1);
const files = (folder: string): readonly string[] => readdirSync(folder).sort(byText);

const printSizes = (folder: string): void => {
  for (const name of files(folder)) {
    const bytes = readFileSync(join(folder, name));
    console.log(`${name.padEnd(32)} ${String(bytes.length).padStart(8)} bytes  ${String(gzipSync(bytes).length).padStart(7)} gzipped`);
  }
};

const differences = (fresh: string): readonly string[] => {
  const names = [...new Set([...files(fresh), ...files(committed)])].sort(byText);
  return names.filter((name) => {
    const [left, right] = [fresh, committed].map((folder) => (files(folder).includes(name) ? readFileSync(join(folder, name)) : undefined));
    return left === undefined || right === undefined || !left.equals(right);
  });
};

if (process.argv.includes("--check")) {
  const fresh = mkdtempSync(join(tmpdir(), "rehearsal-engine-"));
  try {
    build(fresh);
    printSizes(fresh);
    const changed = differences(fresh);
    if (changed.length > 0) {
      console.error(`pkg differs from its source: ${changed.join(", ")}. Run npm run build:engine and commit pkg.`);
      process.exitCode = 1;
    } else console.log("pkg equals its source, byte for byte");
  } finally {
    rmSync(fresh, { recursive: true });
  }
} else {
  build(resolve(committed));
  printSizes(committed);
}
