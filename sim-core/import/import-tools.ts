/** What the host lends to the importers, because sim-core has neither TextDecoder nor a decompressor. */
export type ImportTools = {
  /** Text of the bytes, or undefined when they are not valid in that encoding (strict; a leading BOM is removed). */
  readonly decode: (bytes: Uint8Array, encoding: "utf-8" | "cp949") => string | undefined;
  /** Unpacks gzip; undefined when damaged or larger than `maxBytes`. */
  readonly inflate: (bytes: Uint8Array, maxBytes: number) => Uint8Array | undefined;
};

export type ImportFile = { readonly name: string; readonly bytes: Uint8Array };
