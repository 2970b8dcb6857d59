import { createHash } from "node:crypto";
import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { contentHash, encodeUtf8 } from "./content-hash.ts";

test("SHA-256 gives the published digests", () => {
  // FIPS 180-4 examples, NIST CSRC "SHA256.pdf"
  expect(contentHash("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(contentHash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")).toBe(
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  );
  expect(contentHash("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("any text has the UTF-8 bytes and the hash that Node gives it", () => {
  void assert(
    property(string({ unit: "binary", maxLength: 300 }), (text) => {
      expect(Buffer.from(encodeUtf8(text))).toEqual(Buffer.from(text, "utf8"));
      expect(contentHash(text)).toBe(createHash("sha256").update(text, "utf8").digest("hex"));
    }),
  );
});
