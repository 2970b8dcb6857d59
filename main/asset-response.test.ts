import { mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type AssetRoots, assetResponse, CONTENT_SECURITY_POLICY } from "./asset-response.ts";

let roots: AssetRoots;

beforeAll(async () => {
  const root = await mkdtemp(join(tmpdir(), "rehearsal-assets-"));
  const page = join(root, "page");
  const cities = join(root, "cities");
  await mkdir(join(page, "assets"), { recursive: true });
  await mkdir(join(cities, "two-roads"), { recursive: true });
  await writeFile(join(root, "secret.json"), "{}");
  await writeFile(join(page, "index.html"), "<!doctype html>");
  await writeFile(join(page, "assets/engine-0a1b.wasm"), new Uint8Array([0, 97, 115, 109]));
  await writeFile(join(page, ".env.json"), "{}");
  await writeFile(join(cities, "two-roads/city.json"), "{}");
  await writeFile(join(cities, "two-roads/script.js"), "alert(1)");
  await symlink(join(root, "secret.json"), join(page, "link.json"));
  roots = { page, data: { cities } };
});

const status = async (path: string): Promise<number> => (await assetResponse(roots, path)).status;

describe("what the page gets for a path", () => {
  test("the start page, with policy, isolation and nosniff", async () => {
    const { status, headers } = await assetResponse(roots, "/?x=1");
    expect({ status, headers }).toEqual({
      status: 200,
      headers: {
        "content-security-policy": CONTENT_SECURITY_POLICY,
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-resource-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-cache",
      },
    });
  });

  test("the engine as application/wasm, kept for ever because its name carries its hash", async () => {
    const { headers, body } = await assetResponse(roots, "/assets/engine-0a1b.wasm");
    expect([headers["content-type"], headers["cache-control"], body.byteLength]).toEqual([
      "application/wasm",
      "public, max-age=31536000, immutable",
      4,
    ]);
  });

  test("a city of the project below /data/", async () => {
    const { status, headers } = await assetResponse(roots, "/data/cities/two-roads/city.json");
    expect([status, headers["content-type"]]).toEqual([200, "application/json; charset=utf-8"]);
  });

  test.each([
    "/..%2fsecret.json",
    "/%2e%2e/secret.json",
    "/../secret.json",
    "/assets/..%5c..%5csecret.json",
    "/assets/%00.js",
    "/%E0%A4%A",
    "/.env.json",
    "/link.json",
    "/assets",
    "/missing.js",
    "/data",
    "/data/cities",
    "/data/cities/two-roads/script.js",
    "/data/__proto__/x.json",
    "/data/cities/..%2f..%2fsecret.json",
    "C:/windows/win.ini",
  ])("nothing for %s", async (path) => {
    expect(await status(path)).toBe(404);
  });

  test("even a refusal carries the policy", async () => {
    const { headers } = await assetResponse(roots, "/..%2fsecret.json");
    expect(headers["content-security-policy"]).toBe(CONTENT_SECURITY_POLICY);
  });
});
