/** JSON as UTF-8 bytes and back: what crosses into the engine and what stands in a snapshot. sim-core has no TextDecoder. */
import { encodeUtf8 } from "../model/content-hash.ts";

export const jsonBytes = (value: unknown): Uint8Array => encodeUtf8(JSON.stringify(value));

/** Only for bytes that we or the engine wrote: no check for malformed UTF-8. */
export const textOfBytes = (bytes: Uint8Array): string => {
  const parts: string[] = [];
  let codes: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    let code = size === 1 ? first : first & (0xff >> (size + 1));
    for (let next = 1; next < size; next += 1) code = (code << 6) | ((bytes[at + next] ?? 0) & 63);
    codes.push(code);
    at += size;
    if (codes.length === 4096) {
      parts.push(String.fromCodePoint(...codes));
      codes = [];
    }
  }
  return parts.join("") + String.fromCodePoint(...codes);
};
