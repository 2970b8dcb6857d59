/** Files and words that leave the window: by the browser's own download, and by the clipboard without asking for a permission. */
import type { ExperimentResult } from "../../../sim-core/contract/result.ts";
import { toast } from "../store/toasts.ts";
import { MESSAGES } from "../text/messages.ts";

/** Letters, figures and marks that every file system takes. */
const plain = (text: string): string => text.replace(/[^\p{L}\p{N}._-]+/gu, "-");

/** "fire-preemption-seed-20260302-3-pairs-measures.csv": what was asked, so that files of different runs do not look alike. */
export const fileNameOf = ({ scenario, seed, replications }: ExperimentResult, part: string, extension: string): string =>
  `${plain([scenario.id, `seed-${seed}`, `${replications}-pairs`, part].filter((one) => one !== "").join("-"))}.${extension}`;

/** The browser takes hold of the bytes with the click; a minute is ample. */
const KEPT_MS = 60_000;

export const saveFile = (name: string, text: string, type: string): void => {
  try {
    const url = URL.createObjectURL(new Blob([text], { type }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
  } catch {
    toast(MESSAGES["file.notSaved"], "trouble");
  }
};

/** False where the browser refuses. The clipboard's own interface asks for a permission, and the desktop window grants none. */
export const copyText = (text: string): boolean => {
  let isTaken = false;
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    isTaken = true;
  };
  document.addEventListener("copy", fill, { once: true });
  try {
    document.execCommand("copy");
  } finally {
    document.removeEventListener("copy", fill);
  }
  return isTaken;
};
