// `npm start`: the app in Electron where its program is there or can be fetched; else the same app in a browser, with the reason.
// Plain JavaScript: an old Node must be able to read the first lines and say that it is too old.
import { resolve } from "node:path";
import { nodeTooOld } from "./node-version.mjs";

const FETCH_LIMIT_MS = 60_000;
const CRASH_LIMIT_MS = 8_000;
const root = resolve(import.meta.dirname ?? ".", "..");
const isKorean = (process.env.LC_ALL || process.env.LANG || "").startsWith("ko");
const say = (ko, en) => console.log(isKorean ? ko : en);

const WHY = {
  "not-installed": ["electron 꾸러미가 설치되지 않았습니다", "the electron package is not installed"],
  "too-slow": ["1분 안에 받지 못했습니다", "it could not be fetched within a minute"],
  failed: ["내려받지 못했습니다(망이 막혀 있을 수 있습니다)", "it could not be downloaded (the network may not allow it)"],
  "no-display": ["이 컴퓨터에는 화면(DISPLAY)이 없습니다", "this machine has no display"],
  crashed: ["Electron이 시작하자마자 끝났습니다", "Electron ended at once"],
  root: ["root로는 Electron의 보호 상자가 켜지지 않습니다", "Electron's sandbox does not start as root"],
};

/** Why a window cannot be opened here at all, before anything is fetched. */
const hindrance = () => {
  if (process.platform !== "linux") return undefined;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return "no-display";
  return process.getuid?.() === 0 ? "root" : undefined;
};

const findElectron = async () => {
  const blocked = hindrance();
  if (blocked !== undefined) return { why: blocked };
  const { electronBinary, fetchElectron } = await import("./electron-binary.mjs");
  const there = electronBinary(root);
  if (there !== undefined) return { binary: there };
  say(
    "Electron 프로그램이 없어 한 번 내려받아 봅니다(최대 1분).",
    "Electron's program is missing: trying once to fetch it (a minute at most).",
  );
  const why = await fetchElectron(root, FETCH_LIMIT_MS);
  const fetched = electronBinary(root);
  return fetched === undefined ? { why: why ?? "failed" } : { binary: fetched };
};

/** Runs the window until it is closed; answers false when it could not open (a missing system library, for one). */
const openWindow = async (binary) => {
  const { spawn } = await import("node:child_process");
  const startedAtMs = Date.now();
  const child = spawn(binary, [root], { stdio: "inherit" });
  return new Promise((done) => {
    child.once("error", () => done(false));
    child.once("exit", (code) => done(code === 0 || Date.now() - startedAtMs > CRASH_LIMIT_MS));
  });
};

const serveInstead = async (why) => {
  const [ko, en] = WHY[why];
  say(`Electron 창 대신 브라우저에서 엽니다: ${ko}.`, `Opening in a browser instead of an Electron window: ${en}.`);
  const { serveMain } = await import("./serve.ts");
  return serveMain(process.argv.slice(2));
};

const start = async () => {
  const { why, binary } = await findElectron();
  if (binary === undefined) return serveInstead(why);
  const { buildMainIfStale, buildPageIfStale } = await import("./build-app.ts");
  await buildPageIfStale(root, isKorean, console.log);
  await buildMainIfStale(root, isKorean, console.log);
  return (await openWindow(binary)) ? 0 : serveInstead("crashed");
};

const tooOld = nodeTooOld();
if (tooOld !== undefined) {
  console.error(tooOld);
  process.exitCode = 2;
} else process.exitCode = await start();
