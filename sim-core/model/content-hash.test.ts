import { createHash, createHmac } from "node:crypto";
import { assert, property, string, uint8Array } from "fast-check";
import { expect, test } from "vitest";
import { contentHash, encodeUtf8, hmacSha256 } from "./content-hash.ts";

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

test("HMAC-SHA-256 gives the published digests", () => {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
  // RFC 4231, test cases 1, 2 and 6 (a key longer than a block).
  expect(hex(hmacSha256(new Uint8Array(20).fill(0x0b), encodeUtf8("Hi There")))).toBe(
    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
  );
  expect(hex(hmacSha256(encodeUtf8("Jefe"), encodeUtf8("what do ya want for nothing?")))).toBe(
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  );
  const long = encodeUtf8("Test Using Larger Than Block-Size Key - Hash Key First");
  expect(hex(hmacSha256(new Uint8Array(131).fill(0xaa), long))).toBe("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
});

test("any key and message have the HMAC that Node gives them", () => {
  void assert(
    property(uint8Array({ maxLength: 150 }), uint8Array({ maxLength: 200 }), (key, message) => {
      expect(Buffer.from(hmacSha256(key, message)).equals(createHmac("sha256", key).update(message).digest())).toBe(true);
    }),
  );
});
