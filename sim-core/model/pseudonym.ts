/**
 * Pseudonyms: short names that stand for a person's datum. The same datum has the same name under one key, and nobody without the key can
 * find the datum by trying all plates, as with a plain hash.
 */
import { encodeUtf8, hmacSha256 } from "./content-hash.ts";

/** Below this a key could be tried out. */
const MIN_KEY_BYTES = 16;
/** 48 bits: among 100,000 cars two share a name with a chance of 2 in 100,000. */
const NAME_BYTES = 6;

/** `car-7f3a…`: prefix and 12 hex digits. Blanks and hyphens of the datum do not count; composed and decomposed Hangul are the same. */
export const pseudonymOf = (prefix: string, datum: string, projectKey: Uint8Array): string => {
  if (projectKey.length < MIN_KEY_BYTES)
    throw new RangeError(`a project's key has at least ${MIN_KEY_BYTES} bytes, found ${projectKey.length}`);
  const plain = datum.normalize("NFC").replace(/[\s-]/g, "");
  const digest = hmacSha256(projectKey, encodeUtf8(`${prefix}:${plain}`));
  let name = `${prefix}-`;
  for (const byte of digest.subarray(0, NAME_BYTES)) name += byte.toString(16).padStart(2, "0");
  return name;
};

/** Korean plates (12가3456, 서울 12 가 3456, 123가 4567), phone numbers (010…, +82 10 …, 02-…) and resident registration numbers. */
const PERSONAL: RegExp = new RegExp(
  [
    String.raw`\d{2,3}\s?[가-힣]\s?\d{4}`,
    String.raw`(?:\+82[\s-]?0?|0)1\d[\s-]?\d{3,4}[\s-]?\d{4}`,
    String.raw`0\d{1,2}-\d{3,4}-\d{4}`,
    String.raw`\d{6}-[1-8]\d{6}`,
  ]
    .map((form) => `(?<!\\d)${form}(?!\\d)`)
    .join("|"),
  "gu",
);

/** A text for a message or a log, without what looks like a plate, a phone or a resident number. */
export const maskPersonal = (text: string): string => text.replace(PERSONAL, "***");
