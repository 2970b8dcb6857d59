/**
 * The native menu in both languages. What it can do to a run it asks of the page, which does what its own key does; only files, windows
 * and text editing are done here.
 */
import type { MenuCommand } from "../sim-core/contract/desktop-service.ts";
import type { Language, Text } from "../sim-core/model/units.ts";

type Role =
  | "quit"
  | "undo"
  | "redo"
  | "cut"
  | "copy"
  | "paste"
  | "selectAll"
  | "resetZoom"
  | "zoomIn"
  | "zoomOut"
  | "togglefullscreen"
  | "minimize"
  | "about";

/** The part of Electron's MenuItemConstructorOptions in use. */
export type MenuItem = {
  readonly label?: string;
  readonly type?: "separator";
  readonly role?: Role;
  readonly accelerator?: string;
  /** False: shown beside the words, but the key stays with the page, which knows whether somebody is typing. */
  readonly registerAccelerator?: boolean;
  readonly enabled?: boolean;
  readonly click?: () => void;
  readonly submenu?: MenuItem[];
};

export type MenuActions = {
  command(command: MenuCommand): void;
  openDialog(): void;
  openFile(path: string): void;
  forgetRecent(): void;
  openLink(url: string): void;
};

export type MenuParts = {
  readonly language: Language;
  readonly platform: string;
  readonly recent: readonly string[];
  readonly actions: MenuActions;
};

type Entry =
  | { readonly role: Role; readonly label: Text }
  | { readonly command: MenuCommand; readonly label: Text; readonly key?: string }
  | "separator";

const EDIT: readonly Entry[] = [
  { role: "undo", label: { ko: "실행 취소", en: "Undo" } },
  { role: "redo", label: { ko: "다시 실행", en: "Redo" } },
  "separator",
  { role: "cut", label: { ko: "잘라내기", en: "Cut" } },
  { role: "copy", label: { ko: "복사", en: "Copy" } },
  { role: "paste", label: { ko: "붙여넣기", en: "Paste" } },
  { role: "selectAll", label: { ko: "모두 선택", en: "Select all" } },
];

const VIEW: readonly Entry[] = [
  { command: "stage", label: { ko: "무대", en: "Stage" } },
  { command: "experiment", label: { ko: "실험", en: "Experiment" } },
  { command: "table", label: { ko: "표로 보기", en: "As tables" }, key: "T" },
  { command: "palette", label: { ko: "찾기와 명령…", en: "Find and command…" }, key: "CmdOrCtrl+K" },
  { command: "settings", label: { ko: "설정…", en: "Settings…" }, key: "CmdOrCtrl+," },
  "separator",
  { command: "zoom-in", label: { ko: "지도 가까이", en: "Map closer" }, key: "=" },
  { command: "zoom-out", label: { ko: "지도 멀리", en: "Map farther" }, key: "-" },
  { command: "follow", label: { ko: "소방차 따라가기", en: "Follow the truck" }, key: "F" },
  { command: "whole-run", label: { ko: "시간줄 전체", en: "Whole run on the timeline" }, key: "W" },
  "separator",
  { command: "theme", label: { ko: "밝은·어두운 화면 바꾸기", en: "Switch light and dark" } },
  { command: "speak-ko", label: { ko: "한국어", en: "한국어" } },
  { command: "speak-en", label: { ko: "English", en: "English" } },
  "separator",
  { role: "zoomIn", label: { ko: "글자 크게", en: "Larger text" } },
  { role: "zoomOut", label: { ko: "글자 작게", en: "Smaller text" } },
  { role: "resetZoom", label: { ko: "글자 원래 크기", en: "Usual text size" } },
  { role: "togglefullscreen", label: { ko: "전체 화면", en: "Full screen" } },
];

const PLAYBACK: readonly Entry[] = [
  { command: "toggle", label: { ko: "재생·멈춤", en: "Play or pause" }, key: "Space" },
  { command: "back", label: { ko: "1초 뒤로", en: "Back a second" }, key: "Left" },
  { command: "ahead", label: { ko: "1초 앞으로", en: "Ahead a second" }, key: "Right" },
  { command: "start", label: { ko: "처음으로", en: "To the start" }, key: "Home" },
  { command: "end", label: { ko: "끝으로", en: "To the end" }, key: "End" },
  "separator",
  { command: "slower", label: { ko: "느리게", en: "Slower" }, key: "[" },
  { command: "faster", label: { ko: "빠르게", en: "Faster" }, key: "]" },
  "separator",
  { command: "next-incident", label: { ko: "다음 신고", en: "Next call" }, key: "N" },
  { command: "previous-incident", label: { ko: "앞 신고", en: "Previous call" }, key: "Shift+N" },
  { command: "next-arm", label: { ko: "다음 안으로 바꾸기", en: "Switch to the next arm" }, key: "A" },
];

/** Where the law and the data that scenarios cite can be read. The shell opens no other host. */
export const HELP_LINKS: readonly { readonly url: string; readonly label: Text }[] = [
  { url: "https://www.law.go.kr/", label: { ko: "국가법령정보센터", en: "Korean Law Information Center" } },
  { url: "https://www.data.go.kr/", label: { ko: "공공데이터포털", en: "Public Data Portal" } },
];

const SEPARATOR: MenuItem = { type: "separator" };

/** On macOS a key without a modifier would be taken from the page even while somebody types: there it is not named at all. */
const keyOf = (key: string | undefined, platform: string): Pick<MenuItem, "accelerator" | "registerAccelerator"> =>
  key === undefined || (platform === "darwin" && !key.startsWith("CmdOrCtrl")) ? {} : { accelerator: key, registerAccelerator: false };

const itemsOf = (entries: readonly Entry[], { language, platform, actions }: MenuParts): MenuItem[] =>
  entries.map((entry) => {
    if (entry === "separator") return SEPARATOR;
    const label = entry.label[language];
    if ("role" in entry) return { role: entry.role, label };
    return { label, click: () => actions.command(entry.command), ...keyOf(entry.key, platform) };
  });

const recentItems = ({ language, recent, actions }: MenuParts): MenuItem[] => [
  ...recent.map((path) => ({ label: path, click: () => actions.openFile(path) })),
  SEPARATOR,
  { label: { ko: "목록 지우기", en: "Clear the list" }[language], enabled: recent.length > 0, click: actions.forgetRecent },
];

const fileItems = (parts: MenuParts): MenuItem[] => {
  const { language, actions } = parts;
  return [
    { label: { ko: "열기…", en: "Open…" }[language], accelerator: "CmdOrCtrl+O", click: actions.openDialog },
    { label: { ko: "최근에 연 파일", en: "Open recent" }[language], submenu: recentItems(parts) },
    SEPARATOR,
    ...itemsOf([{ command: "save-result", label: { ko: "결과 저장", en: "Save result" } }, "separator"], parts),
    { role: "quit", label: { ko: "끝내기", en: "Quit" }[language] },
  ];
};

const helpItems = (parts: MenuParts): MenuItem[] => [
  ...itemsOf([{ command: "keys", label: { ko: "키 보기", en: "Keys" }, key: "?" }, "separator"], parts),
  ...HELP_LINKS.map(({ url, label }) => ({ label: label[parts.language], click: () => parts.actions.openLink(url) })),
  SEPARATOR,
  { role: "about", label: { ko: "도시 리허설 정보", en: "About City Rehearsal" }[parts.language] },
];

export const menuTemplate = (parts: MenuParts): MenuItem[] => [
  { label: { ko: "파일", en: "File" }[parts.language], submenu: fileItems(parts) },
  { label: { ko: "편집", en: "Edit" }[parts.language], submenu: itemsOf(EDIT, parts) },
  { label: { ko: "보기", en: "View" }[parts.language], submenu: itemsOf(VIEW, parts) },
  { label: { ko: "재생", en: "Playback" }[parts.language], submenu: itemsOf(PLAYBACK, parts) },
  { label: { ko: "도움말", en: "Help" }[parts.language], submenu: helpItems(parts) },
];
