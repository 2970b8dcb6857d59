/** What a file is, by its content; names lie. Refuses on the first bytes what no reader here can take. */
import { ownValue } from "../model/own-value.ts";
import { bad, good, type Outcome, type Problem } from "../model/problem.ts";
import type { Text } from "../model/units.ts";
import type { ImportFile, ImportTools } from "./import-tools.ts";

export type SniffedKind = "osm" | "sumo-net" | "sumo-routes" | "sumo-additional" | "csv" | "geojson";
export type SniffedFile = { readonly name: string; readonly kind: SniffedKind; readonly text: string };

/** A district's OSM extract is a few megabytes, a metropolis' network about 200; V8's strings end at 512 MB. */
const MAX_BYTES = 400_000_000;
const LOOK_BYTES = 65_536;

export const sniffFile = (file: ImportFile, tools: ImportTools): Outcome<SniffedFile> => {
  const { name } = file;
  let { bytes } = file;
  if (bytes.length === 0) return bad(problem("import.empty-file", name, { ko: "파일이 비어 있습니다.", en: "The file is empty." }));
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const inflated = tools.inflate(bytes, MAX_BYTES);
    if (inflated === undefined) {
      return bad(
        problem("import.damaged-gzip", name, {
          ko: `gzip 파일이 손상되었거나 풀면 ${MAX_BYTES / 1e6} MB를 넘습니다.`,
          en: `The gzip file is damaged, or unpacks to more than ${MAX_BYTES / 1e6} MB.`,
        }),
      );
    }
    bytes = inflated;
  }
  if (bytes.subarray(0, LOOK_BYTES).includes(0)) return bad(binary(name, bytes));
  if (bytes.length > MAX_BYTES) {
    return bad(
      problem("import.too-large", name, {
        ko: `파일이 ${Math.round(bytes.length / 1e6)} MB입니다. 최대 ${MAX_BYTES / 1e6} MB까지 읽습니다.`,
        en: `The file has ${Math.round(bytes.length / 1e6)} MB; at most ${MAX_BYTES / 1e6} MB are read.`,
      }),
    );
  }
  const text = tools.decode(bytes, "utf-8") ?? tools.decode(bytes, "cp949");
  if (text === undefined) {
    return bad(problem("import.encoding", name, { ko: "UTF-8도 CP949도 아닙니다.", en: "The text is neither UTF-8 nor CP949." }));
  }
  const kind = kindOf(text);
  if (kind === undefined) return bad(unknownFormat(name, text));
  return good({ name, kind, text });
};

const ROOTS: Readonly<Record<string, SniffedKind>> = {
  osm: "osm",
  net: "sumo-net",
  routes: "sumo-routes",
  add: "sumo-additional",
  additional: "sumo-additional",
  tlLogics: "sumo-additional",
};

const kindOf = (text: string): SniffedKind | undefined => {
  const start = text.search(/[^\s\ufeff]/);
  if (start < 0) return undefined;
  if (text[start] === "<") return ownValue(ROOTS, rootElement(text.slice(start, start + LOOK_BYTES)));
  if (text[start] === "{") return /"FeatureCollection"/.test(text.slice(start, start + LOOK_BYTES)) ? "geojson" : undefined;
  if (text[start] === "[") return undefined;
  const [header = ""] = text.slice(start, start + LOOK_BYTES).split(/\r?\n/, 1);
  return /[,;\t]/.test(header) ? "csv" : undefined;
};

/** Name of the first element, past declarations and comments. */
const rootElement = (text: string): string | undefined => {
  let at = 0;
  for (;;) {
    at = text.indexOf("<", at);
    if (at < 0) return undefined;
    if (text.startsWith("<!--", at)) at = text.indexOf("-->", at);
    else if (text.startsWith("<?", at)) at = text.indexOf("?>", at);
    else if (text.startsWith("<!", at)) at = text.indexOf(">", at);
    else return /^<([A-Za-z_][\w.-]*)/.exec(text.slice(at, at + 100))?.[1];
    if (at < 0) return undefined;
  }
};

const HINT: Text = {
  ko: "OSM XML(.osm), SUMO(.net.xml, .rou.xml, .add.xml), CSV 또는 GeoJSON 파일을 주십시오.",
  en: "Give OSM XML (.osm), SUMO (.net.xml, .rou.xml, .add.xml), CSV or GeoJSON.",
};

const problem = (code: string, file: string, message: Text): Problem => ({ code, file, message, hint: HINT });

const binary = (name: string, bytes: Uint8Array): Problem => {
  const head = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return problem("import.binary", name, {
    ko: `글이 아니라 이진 파일입니다(첫 바이트 ${head}).`,
    en: `This is a binary file (it begins with bytes ${head}), not text.`,
  });
};

const unknownFormat = (name: string, text: string): Problem => {
  const found = JSON.stringify(text.trimStart().slice(0, 40));
  return problem("import.unknown-format", name, {
    ko: `알 수 없는 형식입니다. 첫머리: ${found}.`,
    en: `The format is not known; the file begins with ${found}.`,
  });
};
