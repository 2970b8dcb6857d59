/**
 * Opens the app in a real Electron and prints what it found as one line of JSON. A program of its own, because Electron's sandbox
 * wants an ordinary user and a display, which the test beside it arranges.
 *   node test/electron-smoke.ts <electron binary> [picture.png]
 */
import { resolve } from "node:path";
import { _electron } from "playwright-core";

const [binary = "", picture] = process.argv.slice(2);
const ROOT = resolve(import.meta.dirname, "..");

const app = await _electron.launch({ executablePath: binary, args: [ROOT] });
try {
  const page = await app.firstWindow();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.locator(".transport").waitFor({ timeout: 120_000 });
  await page.locator(".call-mark").first().waitFor({ timeout: 120_000 });
  const inPage = await page.evaluate(async () => {
    const { rehearsalHost } = globalThis as unknown as { rehearsalHost: { ask(request: unknown): Promise<unknown> } };
    const head = await fetch("/");
    return {
      url: location.href,
      isolated: crossOriginIsolated,
      node: ["require", "process", "module", "Buffer"].filter((name) => name in globalThis),
      bridge: Object.keys(rehearsalHost),
      hello: await rehearsalHost.ask({ id: 1, kind: "hello" }),
      unknown: await rehearsalHost.ask({ id: 2, kind: "erase" }),
      traversal: (await fetch("/..%2fpackage.json")).status,
      policy: head.headers.get("content-security-policy")?.startsWith("default-src 'none'"),
      notifications: await Notification.requestPermission(),
      opened: window.open("https://example.org/") === null,
    };
  });
  await page.evaluate(() => {
    location.href = "https://example.org/";
  });
  await page.waitForTimeout(500);
  const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  if (picture !== undefined) await page.screenshot({ path: picture });
  process.stdout.write(`${JSON.stringify({ ...inPage, stayed: page.url(), windows, complaints })}\n`);
} finally {
  await app.close();
}
