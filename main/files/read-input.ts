/**
 * Foreign files from disk: refused by size and by their first bytes before anything is read whole; gzip is unpacked within a limit.
 * Answers problems, never throws for what a file is like.
 */
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { bad, good, type Outcome } from "../../sim-core/model/problem.ts";
import { problem } from "../bad-input.ts";

const MIB = 1024 * 1024;
/** A metropolitan OSM extract is about 300 MiB of XML; V8's longest text is 512 MiB. */
export const MAX_INPUT_BYTES = 480 * MIB;
export const MAX_SCENARIO_BYTES = MIB;
/** Thousands of comparisons and neighbourhoods. */
export const MAX_RESULT_BYTES = 64 * MIB;
const HEAD_BYTES = 64 * 1024;

export const readInput = (path: string, maxBytes: number = MAX_INPUT_BYTES): Outcome<Uint8Array> => {
  const found = look(path, maxBytes);
  if (!found.ok) return found;
  const head = found.value;
  if (startsWith(head, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])) {
    return bad(
      problem(
        "file.xz",
        path,
        { ko: "xz로 압축된 파일입니다.", en: "The file is packed with xz." },
        { ko: `먼저 푸십시오: xz -dk ${path}`, en: `Unpack it first: xz -dk ${path}` },
      ),
    );
  }
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) {
    return bad(
      problem(
        "file.zip",
        path,
        { ko: "zip으로 압축된 파일입니다.", en: "The file is a zip archive." },
        { ko: "먼저 푸십시오.", en: "Unpack it first." },
      ),
    );
  }
  const bytes = readFileSync(path);
  return startsWith(head, [0x1f, 0x8b]) ? unpackGzip(bytes, path, maxBytes) : good(bytes);
};

export const readInputText = (path: string, maxBytes: number = MAX_INPUT_BYTES): Outcome<string> => {
  const bytes = readInput(path, maxBytes);
  if (!bytes.ok) return bytes;
  try {
    return good(new TextDecoder("utf-8", { fatal: true }).decode(bytes.value));
  } catch {
    return bad(
      problem(
        "file.not-utf8",
        path,
        { ko: "UTF-8 글이 아닙니다.", en: "The file is not UTF-8 text." },
        { ko: "UTF-8로 저장하십시오.", en: "Save it as UTF-8." },
      ),
    );
  }
};

/** gzip within a limit on what comes out; undefined when damaged or larger. */
export const inflate = (bytes: Uint8Array, maxBytes: number): Uint8Array | undefined => {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch {
    return undefined;
  }
};

const unpackGzip = (bytes: Uint8Array, path: string, maxBytes: number): Outcome<Uint8Array> => {
  const unpacked = inflate(bytes, maxBytes);
  if (unpacked?.subarray(0, HEAD_BYTES).some((byte) => byte !== 0)) return good(unpacked);
  return bad(
    problem(
      "file.gzip",
      path,
      {
        ko: `gzip을 풀 수 없습니다: 손상되었거나, 풀면 ${Math.floor(maxBytes / MIB)} MiB가 넘거나, 내용이 없습니다.`,
        en: `The gzip file is damaged, unpacks to more than ${Math.floor(maxBytes / MIB)} MiB, or holds nothing.`,
      },
      { ko: "원본을 다시 받으십시오.", en: "Fetch the original again." },
    ),
  );
};

/** First bytes, after the checks that need no reading. */
const look = (path: string, maxBytes: number): Outcome<Uint8Array> => {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isFile()) {
    return bad(
      problem(
        "file.not-found",
        path,
        { ko: "그런 파일이 없습니다.", en: "There is no such file." },
        { ko: "경로를 확인하십시오.", en: "Check the path." },
      ),
    );
  }
  if (stats.size > maxBytes) {
    return bad(
      problem(
        "file.too-large",
        path,
        {
          ko: `크기가 ${Math.ceil(stats.size / MIB)} MiB입니다. 최대 ${Math.floor(maxBytes / MIB)} MiB까지 읽습니다.`,
          en: `The file has ${Math.ceil(stats.size / MIB)} MiB; at most ${Math.floor(maxBytes / MIB)} MiB are read.`,
        },
        { ko: "필요한 구역만 잘라 내십시오.", en: "Cut out the district you need." },
      ),
    );
  }
  const head = new Uint8Array(Math.min(HEAD_BYTES, stats.size));
  const file = openSync(path, "r");
  try {
    readSync(file, head, 0, head.length, 0);
  } finally {
    closeSync(file);
  }
  if (head.every((byte) => byte === 0)) {
    return bad(
      problem(
        "file.empty",
        path,
        { ko: "내용이 없는 파일입니다(빈 파일이거나 0으로만 차 있음).", en: "The file holds nothing (it is empty or all zeros)." },
        { ko: "원본을 다시 받으십시오.", en: "Fetch the original again." },
      ),
    );
  }
  return good(head);
};

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte);
