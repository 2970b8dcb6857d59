/** Files that a person opened outside of the page. The page is told a number and a name and asks for bytes; it never names a path. */
import { open } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { OPENED_PART_BYTES, type OpenedFile, type OpenedPart } from "../../sim-core/contract/desktop-service.ts";

export type OpenedFiles = {
  add(paths: readonly string[]): readonly OpenedFile[];
  read(key: number, fromByte: number): Promise<OpenedPart>;
};

export const makeOpenedFiles = (): OpenedFiles => {
  const paths: string[] = [];
  return {
    add: (added) => added.map((path) => ({ key: paths.push(path) - 1, name: basename(path) })),
    async read(key, fromByte) {
      const path = paths[key];
      if (path === undefined) throw new Error(`no file ${key}`);
      const file = await open(path);
      try {
        const { size: totalBytes } = await file.stat();
        const buffer = new Uint8Array(Math.max(0, Math.min(OPENED_PART_BYTES, totalBytes - fromByte)));
        const { bytesRead } = await file.read(buffer, 0, buffer.byteLength, fromByte);
        return { bytes: buffer.subarray(0, bytesRead), totalBytes };
      } finally {
        await file.close();
      }
    },
  };
};

/** The kinds of file that the program opens: scenario, city, demand, result. */
const OUR_FILES = /\.(?:ya?ml|json|json\.gz)$/i;

/**
 * The files among a command line's words. Told by their endings, because the words also hold the program itself, the project's folder
 * and whatever switches Chromium or a debugger added. Whether they can be read shows when they are.
 */
export const filesIn = (words: readonly string[], workingFolder: string): readonly string[] =>
  words
    .slice(1)
    .filter((word) => !word.startsWith("-") && OUR_FILES.test(word))
    .map((word) => resolve(workingFolder, word));
