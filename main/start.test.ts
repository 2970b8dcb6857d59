import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { electronBinary } from "./electron-binary.mjs";
import { nodeTooOld } from "./node-version.mjs";

test("Electron is found by its file, in the package or where the variable points, never by import", async () => {
  const root = await mkdtemp(join(tmpdir(), "rehearsal-start-"));
  expect(electronBinary(root, {})).toBeUndefined();
  await mkdir(join(root, "node_modules/electron/dist"), { recursive: true });
  await writeFile(join(root, "node_modules/electron/path.txt"), "electron-named");
  await writeFile(join(root, "node_modules/electron/dist/electron-named"), "");
  expect(electronBinary(root, {})).toBe(join(root, "node_modules/electron/dist/electron-named"));
  expect(electronBinary(root, { ELECTRON_OVERRIDE_DIST_PATH: join(root, "elsewhere") })).toBeUndefined();
});

test("an old Node is told in one sentence which one is needed", () => {
  expect(nodeTooOld("20.19.2", "en_US.UTF-8")).toMatch(/^Node 24 or newer is needed \(found 20\.19\.2\)\./);
  expect(nodeTooOld("20.19.2", "ko_KR.UTF-8")).toMatch(/^Node 24 이상이 필요합니다\(지금은 20\.19\.2\)\./);
  expect(nodeTooOld("24.0.0", "")).toBeUndefined();
});
