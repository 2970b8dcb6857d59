/** The native menu: only what an operating system expects. Everything of the domain lives in the page. */
import type { Language, Text } from "../sim-core/model/units.ts";

type Role = "quit" | "undo" | "redo" | "cut" | "copy" | "paste" | "selectAll" | "resetZoom" | "zoomIn" | "zoomOut" | "togglefullscreen";
type Item = { readonly role: Role; readonly label: string } | { readonly type: "separator" };
export type Menu = { label: string; submenu: Item[] };

const SEPARATOR = undefined;
const MENUS: readonly { readonly label: Text; readonly items: readonly ([Role, Text] | undefined)[] }[] = [
  { label: { ko: "파일", en: "File" }, items: [["quit", { ko: "끝내기", en: "Quit" }]] },
  {
    label: { ko: "편집", en: "Edit" },
    items: [
      ["undo", { ko: "실행 취소", en: "Undo" }],
      ["redo", { ko: "다시 실행", en: "Redo" }],
      SEPARATOR,
      ["cut", { ko: "잘라내기", en: "Cut" }],
      ["copy", { ko: "복사", en: "Copy" }],
      ["paste", { ko: "붙여넣기", en: "Paste" }],
      ["selectAll", { ko: "모두 선택", en: "Select all" }],
    ],
  },
  {
    label: { ko: "보기", en: "View" },
    items: [
      ["zoomIn", { ko: "확대", en: "Zoom in" }],
      ["zoomOut", { ko: "축소", en: "Zoom out" }],
      ["resetZoom", { ko: "실제 크기", en: "Actual size" }],
      SEPARATOR,
      ["togglefullscreen", { ko: "전체 화면", en: "Full screen" }],
    ],
  },
];

export const menuTemplate = (language: Language): Menu[] =>
  MENUS.map(({ label, items }) => ({
    label: label[language],
    submenu: items.map((item) => (item === undefined ? { type: "separator" } : { role: item[0], label: item[1][language] })),
  }));
