/** A SUMO network file (.net.xml, or additional files with tlLogic) as it stands: edges, junctions, connections, programs. */
import { good, type Outcome, type Problem } from "../../model/problem.ts";
import { numberOf, readXml, words, type XmlAttributes } from "../read-xml.ts";

export type NetLane = {
  readonly index: number;
  readonly speedMps: number;
  readonly lengthM: number;
  readonly widthM: number;
  /** x0, y0, x1, y1 … metres: the middle of the lane. */
  readonly shapeM: readonly number[];
  readonly carsAllowed: boolean;
  /** Some motor vehicle may use it: true for bus lanes, false for footways and rails. */
  readonly motorsAllowed: boolean;
};
export type NetEdge = {
  readonly id: string;
  readonly line: number;
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly name: string;
  readonly lanes: NetLane[];
};
export type NetRequest = { readonly response: string; readonly foes: string };
export type NetJunction = {
  readonly id: string;
  readonly line: number;
  readonly type: string;
  readonly xM: number;
  readonly yM: number;
  readonly incLanes: readonly string[];
  readonly requests: Map<number, NetRequest>;
};
export type NetConnection = {
  readonly line: number;
  readonly from: string;
  readonly to: string;
  readonly fromLane: number;
  readonly direction: string;
  readonly state: string;
  readonly signal: string;
  readonly signalIndex: number;
};
export type NetPhase = { readonly durationMs: number; readonly state: string; readonly minMs: number | undefined };
export type NetProgram = {
  readonly id: string;
  readonly line: number;
  readonly file: string;
  readonly programId: string;
  readonly type: string;
  readonly offsetMs: number;
  readonly phases: NetPhase[];
};
export type SumoNet = {
  readonly file: string;
  readonly projection: string;
  readonly netOffsetM: readonly [number, number];
  readonly edges: NetEdge[];
  readonly junctions: NetJunction[];
  readonly connections: NetConnection[];
  readonly programs: NetProgram[];
};

const DEFAULT_LANE_WIDTH_M = 3.2;

export const readSumoNet = (text: string, file: string): Outcome<SumoNet> => {
  const edges: NetEdge[] = [];
  const junctions: NetJunction[] = [];
  const connections: NetConnection[] = [];
  const programs: NetProgram[] = [];
  let projection = "!";
  let netOffsetM: readonly [number, number] = [0, 0];
  let edge: NetEdge | undefined;
  let junction: NetJunction | undefined;
  let program: NetProgram | undefined;
  const problem = readXml(text, file, {
    open: (name, attributes, line, depth) => {
      switch (name) {
        case "net":
          return depth === 1 && attributes["lefthand"] === "true" ? leftHand(file, line) : undefined;
        case "location": {
          projection = attributes["projParameter"] ?? "!";
          const [x = 0, y = 0] = (attributes["netOffset"] ?? "0,0").split(",").map(Number);
          netOffsetM = Math.abs(x) <= 1e7 && Math.abs(y) <= 1e7 ? [x, y] : [0, 0];
          return undefined;
        }
        case "edge": {
          edge = undefined;
          const function_ = attributes["function"];
          if (function_ !== undefined && function_ !== "normal" && function_ !== "connector") return undefined;
          const { id, from, to } = attributes;
          if (id === undefined || from === undefined || to === undefined)
            return missing(file, line, "edge", attributes, ["id", "from", "to"]);
          edge = { id, from, to, line, type: attributes["type"] ?? "", name: attributes["name"] ?? "", lanes: [] };
          edges.push(edge);
          return undefined;
        }
        case "lane":
          return edge === undefined ? undefined : addLane(edge, attributes, file, line);
        case "junction": {
          junction = undefined;
          if (attributes["type"] === "internal") return undefined;
          const { id, type = "unknown" } = attributes;
          const xM = within(attributes, "x", MAX_M);
          const yM = within(attributes, "y", MAX_M);
          if (id === undefined || xM === undefined || yM === undefined)
            return missing(file, line, "junction", attributes, ["id", "x", "y"]);
          junction = { id, line, type, xM, yM, incLanes: words(attributes["incLanes"]), requests: new Map() };
          junctions.push(junction);
          return undefined;
        }
        case "request": {
          const index = numberOf(attributes, "index");
          if (junction !== undefined && index !== undefined) {
            junction.requests.set(index, { response: attributes["response"] ?? "", foes: attributes["foes"] ?? "" });
          }
          return undefined;
        }
        case "connection": {
          const { from, to } = attributes;
          const fromLane = numberOf(attributes, "fromLane");
          if (from === undefined || to === undefined || fromLane === undefined) {
            return missing(file, line, "connection", attributes, ["from", "to", "fromLane"]);
          }
          connections.push({
            line,
            from,
            to,
            fromLane,
            direction: attributes["dir"] ?? "",
            state: attributes["state"] ?? "",
            signal: attributes["tl"] ?? "",
            signalIndex: numberOf(attributes, "linkIndex") ?? -1,
          });
          return undefined;
        }
        case "tlLogic": {
          const { id, programID = "0", type = "static" } = attributes;
          if (id === undefined) return missing(file, line, "tlLogic", attributes, ["id"]);
          program = {
            id,
            line,
            file,
            programId: programID,
            type,
            offsetMs: Math.round((within(attributes, "offset", MAX_PHASE_S) ?? 0) * 1000),
            phases: [],
          };
          programs.push(program);
          return undefined;
        }
        case "phase": {
          const duration = within(attributes, "duration", MAX_PHASE_S);
          const { state } = attributes;
          if (program === undefined) return undefined;
          if (duration === undefined || duration < 0 || state === undefined)
            return missing(file, line, "phase", attributes, ["duration", "state"]);
          const min = within(attributes, "minDur", MAX_PHASE_S);
          program.phases.push({
            durationMs: Math.round(duration * 1000),
            state,
            minMs: min === undefined ? undefined : Math.round(min * 1000),
          });
          return undefined;
        }
        default:
          return undefined;
      }
    },
  });
  if (problem !== undefined) return { ok: false, problems: [problem] };
  return good({ file, projection, netOffsetM, edges, junctions, connections, programs });
};

const addLane = (edge: NetEdge, attributes: XmlAttributes, file: string, line: number): Problem | undefined => {
  const speedMps = within(attributes, "speed", MAX_M);
  const lengthM = within(attributes, "length", MAX_LENGTH_M);
  const index = numberOf(attributes, "index");
  const shapeM = (attributes["shape"] ?? "")
    .split(" ")
    .filter((point) => point !== "")
    .flatMap((point) => point.split(",").slice(0, 2).map(Number));
  if (
    speedMps === undefined ||
    lengthM === undefined ||
    index === undefined ||
    shapeM.length < 4 ||
    shapeM.some((value) => !(Math.abs(value) <= MAX_M))
  ) {
    return missing(file, line, "lane", attributes, ["index", "speed", "length", "shape"]);
  }
  edge.lanes.push({
    index,
    speedMps,
    lengthM,
    widthM: numberOf(attributes, "width") ?? DEFAULT_LANE_WIDTH_M,
    shapeM,
    carsAllowed: allows(attributes, ["passenger"]),
    motorsAllowed: allows(attributes, MOTORS),
  });
  return undefined;
};

/** Half the Earth's meridian; a link of 1,000 km; a phase of a day: anything beyond is a slip. */
const MAX_M = 9_000_000;
const MAX_LENGTH_M = 1_000_000;
const MAX_PHASE_S = 86_400;

const within = (attributes: XmlAttributes, key: string, limit: number): number | undefined => {
  const value = numberOf(attributes, key);
  return value === undefined || Math.abs(value) > limit ? undefined : value;
};

const MOTORS: readonly string[] = [
  "passenger",
  "bus",
  "coach",
  "taxi",
  "delivery",
  "truck",
  "trailer",
  "motorcycle",
  "emergency",
  "hov",
  "authority",
];

/** One of the classes may use the lane (SUMO: `allow` lists who may, `disallow` who may not, neither = everybody). */
const allows = (attributes: XmlAttributes, classes: readonly string[]): boolean => {
  const allow = attributes["allow"];
  if (allow !== undefined) return words(allow).some((name) => name === "all" || classes.includes(name));
  const disallow = words(attributes["disallow"]);
  return !disallow.includes("all") && classes.some((name) => !disallow.includes(name));
};

const missing = (file: string, line: number, element: string, attributes: XmlAttributes, needed: readonly string[]): Problem => {
  const id = attributes["id"] === undefined ? "" : ` "${attributes["id"]}"`;
  const list = needed.join(", ");
  return {
    code: "sumo.missing-attribute",
    file,
    line,
    message: {
      ko: `<${element}>${id}에 ${list} 가운데 빠졌거나 잘못된 값이 있습니다.`,
      en: `<${element}>${id} lacks a valid value for one of ${list}.`,
    },
    hint: { ko: "netconvert로 파일을 다시 만드십시오.", en: "Write the file again with netconvert." },
  };
};

const leftHand = (file: string, line: number): Problem => ({
  code: "sumo.left-hand",
  file,
  line,
  message: {
    ko: "좌측통행 도로망입니다. 우측통행만 다룹니다.",
    en: "This network drives on the left; only driving on the right is modelled.",
  },
  hint: { ko: "우측통행 도로망을 쓰십시오.", en: "Use a network that drives on the right." },
});
