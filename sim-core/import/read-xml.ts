/**
 * XML of a stranger, element by element: no document type, no entities, capped nesting. Fed in slices so that a fault near the start of a
 * large file ends the reading there.
 */
import { SaxesParser } from "saxes";
import type { Problem } from "../model/problem.ts";
import type { Text } from "../model/units.ts";

export type XmlAttributes = Readonly<Record<string, string | undefined>>;

export type XmlVisitor = {
  /** `path`: names of the open elements, this one last. A Problem ends the reading. */
  readonly open: (name: string, attributes: XmlAttributes, line: number, depth: number) => Problem | undefined;
  readonly close?: (name: string, depth: number) => void;
};

/** OSM and SUMO nest at most six levels. */
const MAX_DEPTH = 32;
/** Largest known inputs: about 1 million elements in a 40 x 40 grid's network, 10 million in a metropolis. */
const MAX_ELEMENTS = 30_000_000;
const SLICE_CHARS = 65_536;

/** The first Problem, or undefined when the whole text was read. */
export const readXml = (text: string, file: string, visitor: XmlVisitor): Problem | undefined => {
  const first = text.search(/[^\s\ufeff]/);
  if (first < 0) return xmlProblem("xml.empty", file, { ko: "파일이 비어 있습니다.", en: "The file is empty." }, WHOLE_FILE);
  if (text[first] !== "<") return notXml(text, first, file);
  const parser = new SaxesParser<{ xmlns: false; position: true }>({ xmlns: false, position: true });
  let problem: Problem | undefined;
  const state = { isClosing: false };
  let depth = 0;
  let elements = 0;
  const stop = (found: Problem): void => {
    problem ??= found;
  };
  parser.on("error", (error) => {
    stop({ ...damaged(error.message, depth > 0, state.isClosing), file, line: parser.line, column: parser.column + 1 });
  });
  parser.on("doctype", () => {
    stop({ ...xmlProblem("xml.doctype", file, DOCTYPE, REMOVE_DOCTYPE), line: parser.line });
  });
  parser.on("opentag", (tag) => {
    if (problem !== undefined) return;
    depth++;
    elements++;
    if (depth > MAX_DEPTH) {
      stop({ ...xmlProblem("xml.too-deep", file, tooDeep, WHOLE_FILE), line: parser.line });
      return;
    }
    if (elements > MAX_ELEMENTS) {
      stop({ ...xmlProblem("xml.too-many-elements", file, tooMany, SMALLER), line: parser.line });
      return;
    }
    const found = visitor.open(tag.name, tag.attributes, parser.line, depth);
    if (found !== undefined) stop(found);
  });
  parser.on("closetag", (tag) => {
    if (problem !== undefined) return;
    visitor.close?.(tag.name, depth);
    depth--;
  });
  for (let at = 0; at < text.length && problem === undefined; at += SLICE_CHARS) parser.write(text.slice(at, at + SLICE_CHARS));
  if (problem !== undefined) return problem;
  state.isClosing = true;
  parser.close();
  return problem;
};

export const words = (text: string | undefined): readonly string[] => (text ?? "").split(/\s+/).filter((word) => word !== "");

export const numberOf = (attributes: XmlAttributes, key: string): number | undefined => {
  const text = attributes[key];
  if (text === undefined || text.trim() === "") return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
};

const xmlProblem = (code: string, file: string, message: Text, hint: Text): Problem => ({ code, file, message, hint });

const WHOLE_FILE: Text = { ko: "파일 전체가 제대로 내려받아졌는지 확인하십시오.", en: "Check that the whole file was downloaded." };
const SMALLER: Text = { ko: "더 작은 지역을 잘라 주십시오.", en: "Cut out a smaller area." };
const DOCTYPE: Text = {
  ko: "문서 형식 선언(DOCTYPE)이 있습니다. 엔티티 선언은 읽지 않습니다.",
  en: "A document type declaration was found; entity declarations are not read.",
};
const REMOVE_DOCTYPE: Text = { ko: "DOCTYPE 선언을 지우십시오.", en: "Remove the DOCTYPE declaration." };
const tooDeep: Text = {
  ko: `요소가 ${MAX_DEPTH}단계보다 깊게 중첩되어 있습니다.`,
  en: `Elements are nested deeper than ${MAX_DEPTH} levels.`,
};
const tooMany: Text = { ko: `요소가 ${MAX_ELEMENTS}개보다 많습니다.`, en: `More than ${MAX_ELEMENTS} elements.` };

const notXml = (text: string, at: number, file: string): Problem => {
  const found = JSON.stringify(text.slice(at, at + 12));
  return {
    ...xmlProblem(
      "xml.not-xml",
      file,
      { ko: `XML이 아닙니다. 찾은 내용: ${found}.`, en: `Not XML: found ${found}, expected "<".` },
      { ko: "올바른 파일인지 확인하십시오.", en: "Check that this is the right file." },
    ),
    line: text.slice(0, at).split("\n").length,
  };
};

const damaged = (saxesMessage: string, isStarted: boolean, isAtEnd: boolean): Problem => {
  const reason = saxesMessage.replace(/^(?:[^:]*:)?\d+:\d+: /, "");
  if (isAtEnd) {
    return {
      code: "xml.truncated",
      message: { ko: `파일이 중간에 끝났습니다(${reason}).`, en: `The file ends in the middle (${reason}).` },
      hint: WHOLE_FILE,
    };
  }
  return {
    code: isStarted ? "xml.damaged" : "xml.not-xml",
    message: { ko: `XML이 손상되었습니다: ${reason}.`, en: `The XML is damaged: ${reason}.` },
    hint: WHOLE_FILE,
  };
};
