/**
 * What was opened lately, kept by the browser on this machine so that it can be opened again without looking for its files. Own files
 * are kept packed, within a budget; of what came with the project only the name. Nothing here leaves the machine.
 */
import type { Text } from "../../../sim-core/model/units.ts";

export type RecentHead = {
  /** The same for the same contents: opening again moves it up. */
  readonly id: string;
  readonly openedAtEpochMs: number;
  readonly title: Text;
  readonly about: Text;
  /** Of what came with the project. */
  readonly shipped?: string;
  readonly bytes: number;
};

export type RecentFile = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };

export type NewRecent = Omit<RecentHead, "openedAtEpochMs" | "bytes"> & { readonly files: readonly RecentFile[] };

export const MOST_RECENT = 5;
/** A district of 250,000 links packs to some 15 MB. */
const BUDGET_BYTES = 64 * 2 ** 20;

/** Which ones stay: the latest, as many as fit into the number and the bytes. The very latest always stays. */
export const keptOf = (heads: readonly RecentHead[], most = MOST_RECENT, budgetBytes = BUDGET_BYTES): readonly RecentHead[] => {
  let left = budgetBytes;
  return [...heads]
    .sort((a, b) => b.openedAtEpochMs - a.openedAtEpochMs)
    .slice(0, most)
    .filter(({ bytes }, at) => {
      left -= bytes;
      return at === 0 || left >= 0;
    });
};

const DATABASE = "rehearsal";
const HEADS = "recent-heads";
const FILES = "recent-files";

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException("no database"));
  });

const openDatabase = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(HEADS, { keyPath: "id" });
    request.result.createObjectStore(FILES);
  };
  return settled(request);
};

const finished = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    // A failed request aborts its transaction; only then is it known why, a full disk for one.
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted"));
  });

const within = async <T>(mode: IDBTransactionMode, act: (heads: IDBObjectStore, files: IDBObjectStore) => Promise<T>): Promise<T> => {
  const database = await openDatabase();
  try {
    const transaction = database.transaction([HEADS, FILES], mode);
    const done = finished(transaction);
    const answer = act(transaction.objectStore(HEADS), transaction.objectStore(FILES));
    answer.catch(() => undefined); // what ended the transaction says more than what ended one request of it
    await done;
    return await answer;
  } finally {
    database.close();
  }
};

/** The latest first. Where storage is forbidden there are none. */
export const listRecent = async (): Promise<readonly RecentHead[]> => {
  try {
    return keptOf(await within("readonly", (heads) => settled<RecentHead[]>(heads.getAll())));
  } catch {
    return [];
  }
};

export const filesOfRecent = async (id: string): Promise<readonly File[]> => {
  const files = await within("readonly", (_, bodies) => settled<RecentFile[] | undefined>(bodies.get(id)));
  return (files ?? []).map(({ name, bytes }) => new File([bytes], name));
};

/** Rejects where the browser cannot keep it; the caller says so. */
export const addRecent = async ({ files, ...head }: NewRecent, openedAtEpochMs: number): Promise<void> => {
  const bytes = files.reduce((sum, file) => sum + file.bytes.byteLength, 0);
  await within("readwrite", async (heads, bodies) => {
    heads.put({ ...head, openedAtEpochMs, bytes } satisfies RecentHead);
    bodies.put(files, head.id);
    const all = await settled<RecentHead[]>(heads.getAll());
    const kept = new Set(keptOf(all).map(({ id }) => id));
    for (const { id } of all) {
      if (kept.has(id)) continue;
      heads.delete(id);
      bodies.delete(id);
    }
  });
};

export const forgetRecent = (): Promise<void> =>
  within("readwrite", async (heads, bodies) => {
    heads.clear();
    bodies.clear();
  });

/** Packed, unless it is already. */
export const packed = async (bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => {
  const own = new Uint8Array(bytes);
  if (own[0] === 0x1f && own[1] === 0x8b) return own;
  const stream = new Blob([own]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};
