/** What lies in a drop: files as they are, and of folders the files that this program may read, so many levels and files at most. */

const READABLE = /\.(?:json|gz|ya?ml)$/i;
const MOST_FILES = 200;
const MOST_LEVELS = 4;

/** The part of the browser's entries that is used; a test hands in its own. */
export type DroppedEntry = {
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  readonly name: string;
  file?(found: (file: File) => void, failed: (error: unknown) => void): void;
  createReader?(): { readEntries(found: (entries: readonly DroppedEntry[]) => void, failed: (error: unknown) => void): void };
};

const fileOf = (entry: DroppedEntry): Promise<File> => new Promise((found, failed) => entry.file?.(found, failed));

/** A reader hands out a hundred at a time, and an empty list at the end. */
const entriesIn = async (folder: DroppedEntry): Promise<readonly DroppedEntry[]> => {
  const reader = folder.createReader?.();
  const all: DroppedEntry[] = [];
  while (reader !== undefined && all.length <= MOST_FILES) {
    const part = await new Promise<readonly DroppedEntry[]>((found, failed) => reader.readEntries(found, failed));
    if (part.length === 0) break;
    all.push(...part);
  }
  return all;
};

export const filesOfEntries = async (entries: readonly DroppedEntry[], level = 0): Promise<readonly File[]> => {
  const files: File[] = [];
  for (const entry of entries) {
    if (files.length >= MOST_FILES) break;
    if (entry.isFile && (level === 0 || READABLE.test(entry.name))) files.push(await fileOf(entry));
    if (entry.isDirectory && level < MOST_LEVELS && !entry.name.startsWith(".")) {
      files.push(...(await filesOfEntries(await entriesIn(entry), level + 1)));
    }
  }
  return files.slice(0, MOST_FILES);
};

/** Must be called before the event is over: the browser takes its entries back then. */
export const filesOfDrop = (drop: DataTransfer): Promise<readonly File[]> => {
  const entries = [...drop.items].map((item) => (item.kind === "file" ? item.webkitGetAsEntry() : null)).filter((entry) => entry !== null);
  return filesOfEntries(entries as unknown as readonly DroppedEntry[]);
};
