/** Bytes of a file to text: unpacks gzip, within a limit, so that a small file that unpacks to a huge one is turned away. */
import type { Problem } from "../../sim-core/model/problem.ts";
import { bad, good, type Outcome } from "../../sim-core/model/problem.ts";

/** A district of 250,000 links is some 150 MB of JSON. */
export const MAX_TEXT_BYTES = 512 * 1024 * 1024;

const tooLarge = (file: string): Problem => ({
  code: "file.too-large",
  file,
  message: { ko: "풀면 512 MB를 넘는 파일입니다.", en: "The file unpacks to more than 512 MB." },
  hint: { ko: "지역을 줄여 다시 가져오십시오.", en: "Import a smaller area." },
});

const broken = (file: string): Problem => ({
  code: "file.broken-gzip",
  file,
  message: { ko: "압축이 깨진 파일입니다.", en: "The compressed file is broken." },
  hint: { ko: "다시 내려받거나 다시 만드십시오.", en: "Fetch or make it again." },
});

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const gunzip = async (bytes: Uint8Array, file: string, maxBytes: number): Promise<Outcome<Uint8Array>> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      size += read.value.byteLength;
      if (size > maxBytes) {
        await reader.cancel();
        return bad(tooLarge(file));
      }
      chunks.push(read.value);
    }
  } catch {
    return bad(broken(file));
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return good(whole);
};

export const readText = async (bytes: Uint8Array, file: string, maxBytes: number = MAX_TEXT_BYTES): Promise<Outcome<string>> => {
  const unpacked = isGzip(bytes) ? await gunzip(bytes, file, maxBytes) : good(bytes);
  if (!unpacked.ok) return unpacked;
  if (unpacked.value.byteLength > maxBytes) return bad(tooLarge(file));
  return good(new TextDecoder().decode(unpacked.value));
};
