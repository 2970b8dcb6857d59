/** Text of foreign tables: UTF-8, or CP949 as Korean agencies still send it. Strict: damaged text is refused, never guessed. */
import iconv from "iconv-lite";

export const decodeText = (bytes: Uint8Array, encoding: "utf-8" | "cp949"): string | undefined => {
  if (encoding === "utf-8") {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return undefined;
    }
  }
  const text = iconv.decode(Buffer.from(bytes), "cp949");
  return text.includes("\ufffd") ? undefined : text;
};
