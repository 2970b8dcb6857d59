/** Menu and files of the shell, against the stand-in: what is opened outside of the page comes in, and the menu speaks the page's language. */
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DesktopNews, OPENED_PART_BYTES } from "../sim-core/contract/desktop-service.ts";
import { type ElectronStandIn, preventable, settled, started } from "./electron-stand-in.ts";
import { filesIn, makeOpenedFiles } from "./services/opened-files.ts";
import { makeRecentFiles } from "./services/recent-files.ts";

const folder = await mkdtemp(join(tmpdir(), "rehearsal-desk-"));
const scenario = join(folder, "my scenario.yaml");
await writeFile(scenario, "schemaVersion: 1\n");

/** Until `found` finds something; a busy machine takes its time. */
const waitFor = async <T>(found: () => T | undefined): Promise<T> => {
  for (let turn = 0; turn < 500; turn++) {
    const value = found();
    if (value !== undefined) return value;
    await settled();
  }
  throw new Error("nothing came within ten seconds");
};

/** A page that listens: what it was told, and a way to ask. */
const listening = async (electron: ElectronStandIn) => {
  const port = electron.connect();
  const heard: unknown[] = [];
  port?.on("message", (message) => heard.push(message));
  const answer = (request: { readonly id: number; readonly [field: string]: unknown }): Promise<unknown> => {
    port?.postMessage(request);
    return waitFor(() => heard.find((message) => (message as { id?: number }).id === request.id));
  };
  const told = (): readonly unknown[] => heard.filter((message) => DesktopNews.safeParse(message).success);
  await answer({ id: 1, kind: "listen" });
  return {
    answer,
    /** All it was told, once that is `count` items or more. */
    news: (count: number): Promise<readonly unknown[]> => waitFor(() => (told().length >= count ? told() : undefined)),
  };
};

test("a file named on the command line waits for the page, which is told its name and never its path", async () => {
  const electron = await started((one) => {
    one.words = ["/usr/bin/electron", "--inspect=0", "/project", scenario];
  });
  const page = await listening(electron);
  expect(await page.news(1)).toEqual([{ news: "files", files: [{ key: 0, name: "my scenario.yaml" }] }]);
  expect(await page.answer({ id: 2, kind: "opened", key: 0, fromByte: 0 })).toEqual({
    id: 2,
    ok: true,
    value: { bytes: new Uint8Array(Buffer.from("schemaVersion: 1\n")), totalBytes: 17 },
  });
});

test("a number that nobody gave out, or a file that is gone, is refused without a word about the disk", async () => {
  const electron = await started((one) => {
    one.words = ["/usr/bin/electron", "/project", join(folder, "gone.json")];
  });
  const page = await listening(electron);
  expect(await page.answer({ id: 2, kind: "opened", key: 0, fromByte: 0 })).toEqual({ id: 2, ok: false, code: "failed" });
  expect(await page.answer({ id: 3, kind: "opened", key: 99, fromByte: 0 })).toEqual({ id: 3, ok: false, code: "failed" });
  expect(await page.answer({ id: 4, kind: "opened", key: 0, path: "/etc/passwd" })).toMatchObject({ ok: false, code: "bad-request" });
});

test("a second start hands its files over, relative to where it was called; macOS hands over by an event", async () => {
  const electron = await started();
  const page = await listening(electron);
  electron.appListeners.get("second-instance")?.({}, ["/usr/bin/electron", "/project", "my scenario.yaml"], folder);
  const { event, wasPrevented } = preventable();
  electron.appListeners.get("open-file")?.(event, join(folder, "city.json"));
  await settled();
  expect(wasPrevented()).toBe(true);
  expect(await page.news(2)).toEqual([
    { news: "files", files: [{ key: 0, name: "my scenario.yaml" }] },
    { news: "files", files: [{ key: 1, name: "city.json" }] },
  ]);
  expect(await page.answer({ id: 2, kind: "opened", key: 0, fromByte: 14 })).toMatchObject({ ok: true });
});

test("only words that look like our files are files", () => {
  const words = ["/opt/electron.json", "--inspect", "/project", "-r", "loader.js", "a.yaml", "/b/City.JSON", "c.json.gz", "d.yml", "e.txt"];
  expect(filesIn(words, "/home/planner")).toEqual([
    "/home/planner/a.yaml",
    "/b/City.JSON",
    "/home/planner/c.json.gz",
    "/home/planner/d.yml",
  ]);
});

test("a large file comes in parts that together are the file", async () => {
  const path = join(folder, "large.json");
  const bytes = Buffer.alloc(OPENED_PART_BYTES + 12_345, "0123456789abcdef");
  await writeFile(path, bytes);
  const files = makeOpenedFiles();
  files.add([path]);
  const first = await files.read(0, 0);
  const rest = await files.read(0, first.bytes.byteLength);
  expect([first.bytes.byteLength, rest.bytes.byteLength, first.totalBytes]).toEqual([OPENED_PART_BYTES, 12_345, bytes.byteLength]);
  expect(Buffer.concat([first.bytes, rest.bytes]).equals(bytes)).toBe(true);
});

test("the menu opens what the person chose, lists it, opens it again and forgets it", async () => {
  const electron = await started((one) => {
    one.locale = "en-GB";
    one.chosen = [scenario];
  });
  const page = await listening(electron);
  electron.click("File", "Open…");
  await settled();
  expect(await page.news(1)).toEqual([{ news: "files", files: [{ key: 0, name: "my scenario.yaml" }] }]);
  const recent = () => electron.menu[0]?.submenu?.find(({ label }) => label === "Open recent")?.submenu ?? [];
  expect(recent()[0]?.label).toBe(scenario);
  recent()[0]?.click?.();
  await settled();
  expect(await page.news(2)).toHaveLength(2);
  expect(JSON.parse(await readFile(join(electron.userData, "recent.json"), "utf8"))).toEqual([scenario]);
  recent().at(-1)?.click?.();
  expect([recent()[0]?.label, electron.said.at(-1)]).toEqual([undefined, "recent: none"]);
});

test("recent files: newest first, each once, eight at most; a spoiled list or a full disk costs nothing", async () => {
  const file = join(folder, "recent.json");
  const list = makeRecentFiles(file);
  list.add(["/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9"]);
  list.add(["/4"]);
  expect(list.list()).toEqual(["/4", "/9", "/8", "/7", "/6", "/5", "/3", "/2"]);
  expect(makeRecentFiles(file).list()).toEqual(list.list());
  await writeFile(file, "{not json");
  expect(makeRecentFiles(file).list()).toEqual([]);
  const nowhere = makeRecentFiles(join(folder, "missing/recent.json"));
  nowhere.add(["/1"]);
  expect(nowhere.list()).toEqual(["/1"]);
});

test("the menu is in the system's language until the page says which one it shows", async () => {
  const electron = await started();
  const titles = (): unknown => electron.menu.map(({ label }) => label);
  expect(titles()).toEqual(["파일", "편집", "보기", "재생", "도움말"]);
  const page = await listening(electron);
  expect(await page.answer({ id: 2, kind: "speak", language: "en" })).toEqual({ id: 2, ok: true, value: null });
  expect(titles()).toEqual(["File", "Edit", "View", "Playback", "Help"]);
});

test("a menu command reaches the page that listens; before that it is nobody's", async () => {
  const electron = await started();
  electron.click("재생", "재생·멈춤");
  const page = await listening(electron);
  electron.click("재생", "재생·멈춤");
  electron.click("도움말", "국가법령정보센터");
  await settled();
  expect(await page.news(1)).toEqual([{ news: "command", command: "toggle" }]);
  expect(electron.opened).toEqual(["https://www.law.go.kr/"]);
});

test("a file that could not be written, on a full disk for one, is news for the page; one that was, or that nobody wanted, is not", async () => {
  const electron = await started();
  const page = await listening(electron);
  electron.download?.("kept.csv", "completed");
  electron.download?.("unwanted.csv", "cancelled");
  electron.download?.("lost.csv", "interrupted");
  expect(await page.news(1)).toEqual([{ news: "not-saved", name: "lost.csv" }]);
});

test("a port beside the listening one answers and is told no news: a worker may hold it", async () => {
  const electron = await started();
  const page = await listening(electron);
  const heard: unknown[] = [];
  const port = electron.connect();
  port?.on("message", (message) => heard.push(message));
  port?.postMessage({ id: 1, kind: "projects" });
  electron.click("재생", "재생·멈춤");
  await settled();
  await waitFor(() => (heard.length > 0 ? heard : undefined));
  expect([heard, await page.news(1)]).toEqual([
    [{ id: 1, ok: true, value: { scenarios: [], cities: [] } }],
    [{ news: "command", command: "toggle" }],
  ]);
});

test("a page that starts again after a crash gets the files that were open, and the dead one's port hears nothing", async () => {
  const electron = await started((one) => {
    one.words = ["/usr/bin/electron", "/project", scenario];
  });
  const dead = await listening(electron);
  electron.contentsListeners.get("render-process-gone")?.({}, { reason: "crashed" });
  electron.click("재생", "재생·멈춤");
  const page = await listening(electron);
  const files = { news: "files", files: [{ key: 0, name: "my scenario.yaml" }] };
  expect([await dead.news(1), await page.news(1)]).toEqual([[files], [files]]);
});

test("files with which the page dies again and again are not given to the next one", async () => {
  const electron = await started((one) => {
    one.words = ["/usr/bin/electron", "/project", scenario];
  });
  for (let death = 0; death < 4; death++) electron.contentsListeners.get("render-process-gone")?.({}, { reason: "oom" });
  await settled();
  expect(await (await listening(electron)).news(0)).toEqual([]);
});
