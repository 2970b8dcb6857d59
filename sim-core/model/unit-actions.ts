/** Actions on fire engines and ambulances: send, recall, guide, green ahead. */
import { type ActionTable, ofUnits, reference } from "./action-signature.ts";
import { defaulted, either, group, integer, number, oneOf, optional, type Shape, truth } from "./document-shape.ts";
import type { Distribution } from "./scenario.ts";
import { distributionShape } from "./scenario-words.ts";

export type DispatchInputs = {
  readonly fleet: "fire-engine" | "ambulance";
  readonly nearest: "live-travel-time" | "free-flow" | "first-due" | "station-order";
  readonly units: number | "per-casualty";
  readonly turnout: Distribution;
  readonly turnoutNight?: Distribution;
  readonly nightFromHour: number;
  readonly nightToHour: number;
  readonly route: "usual" | "live";
  readonly fromTheRoad: boolean;
  readonly crossRed: boolean;
  /** 0 = never. */
  readonly redispatchGainS: number;
  readonly moveUp: boolean;
  readonly onFootM: number;
  readonly onFootMps: number;
  readonly patienceS: number;
  readonly ownerOnFootP: number;
  readonly ownerOnFoot: Distribution;
  readonly pushAsideP: number;
  readonly pushAside: Distribution;
  readonly handOver: Distribution;
};
export type RouteInputs = { readonly units: string; readonly everyS: number };
export type PreemptInputs = {
  readonly units: string;
  readonly aheadM: number;
  readonly aheadS: number;
  readonly holdS: number;
  readonly exit: "dwell" | "shortway" | "immediate";
  readonly successP: number;
  readonly maxSignals: number;
};
export type RecallInputs = { readonly units: string };

/** Turnout of a fire crew: station exits of 56-80 s to the 100 m point (Seoul 2015), 79 s mean (London 2015), 80 s goal (NFPA 1710). */
const TURNOUT: Distribution = { medianS: 65, p90S: 95 };
/** A car in the way: the crew looks for its owner on foot. No success rate is published: assumption. */
const OWNER_ON_FOOT: Distribution = { medianS: 300, p90S: 900 };
/** Hand-over and cleaning; assumption. */
const HAND_OVER: Distribution = { medianS: 900, p90S: 1800 };
const PUSH_ASIDE: Distribution = { medianS: 180, p90S: 420 };

const perCasualty: Shape<DispatchInputs["units"]> = oneOf(["per-casualty"], "One for everybody who must be carried and is known.");
const counted: Shape<DispatchInputs["units"]> = integer(1, 20, "So many.");

const dispatchShape: Shape<Partial<DispatchInputs>> = group(
  {
    fleet: defaulted(oneOf(["fire-engine", "ambulance"], "Which vehicles."), "fire-engine"),
    nearest: defaulted(
      oneOf(
        ["live-travel-time", "free-flow", "first-due", "station-order"],
        "Which free unit goes: nearest by live or empty-road time; the place's own station first, then the next (first-due); the city's order. Equal: the lowest unit number.",
      ),
      "live-travel-time",
    ),
    units: defaulted(
      either(
        [perCasualty, counted],
        (value) => (typeof value === "number" ? counted : perCasualty),
        { ko: "대수 또는 per-casualty", en: "a number or per-casualty" },
        "How many units are sent.",
      ),
      1,
    ),
    turnout: defaulted(distributionShape("From the order to wheels rolling."), TURNOUT),
    turnoutNight: optional(distributionShape("The same at night; left out: as by day.")),
    nightFromHour: defaulted(number(0, 24, "Night begins."), 22),
    nightToHour: defaulted(number(0, 24, "Night ends."), 6),
    route: defaulted(oneOf(["usual", "live"], "usual = the route the crew knows (fastest on empty roads); live = fastest now."), "usual"),
    fromTheRoad: defaulted(truth("Units on their way home may be sent; they leave at once, without turnout."), true),
    crossRed: defaulted(truth("The crew may cross a red light after slowing down."), true),
    redispatchGainS: defaulted(
      number(0, 3600, "A unit that becomes free takes over if it arrives so much earlier than one under way; 0 = never."),
      0,
    ),
    moveUp: defaulted(truth("A station without units is covered by one from elsewhere."), false),
    onFootM: defaulted(number(0, 1000, "Past a car that blocks the alley the last so many metres are done on foot at once."), 60),
    onFootMps: defaulted(number(0.1, 5, "Metres a second on foot with equipment."), 1.2),
    patienceS: defaulted(
      number(0, 7200, "Longer ways: the crew waits so long for the car to be moved, then goes on foot all the same."),
      180,
    ),
    ownerOnFootP: defaulted(number(0, 1, "Share of such cars whose owner the crew finds."), 0.6),
    ownerOnFoot: defaulted(distributionShape("… and how long until the car is gone."), OWNER_ON_FOOT),
    pushAsideP: defaulted(number(0, 1, "Share of the rest that is pushed aside; else the crew goes on foot."), 0.1),
    pushAside: defaulted(distributionShape("How long that takes."), PUSH_ASIDE),
    handOver: defaulted(distributionShape("At the hospital, until the ambulance is free again."), HAND_OVER),
  },
  "Sends the nearest free units to the incident. Waits in order of the calls while none is free.",
);

export type UnitActionInputs = {
  readonly "unit.dispatch": DispatchInputs;
  readonly "unit.recall": RecallInputs;
  readonly "route.fastest": RouteInputs;
  readonly "signal.preempt": PreemptInputs;
};

export const UNIT_ACTIONS: ActionTable<UnitActionInputs> = {
  "unit.dispatch": {
    title: { ko: "출동", en: "Dispatch" },
    inputs: dispatchShape,
    references: {},
    outputs: { units: { kind: "units", doc: { ko: "보낸 차량", en: "the units sent" } } },
    effect: {
      ko: "차량이 출동 준비 뒤 현장으로 달리고, 현장 활동(구급차는 병원 이송) 뒤 돌아옵니다. 차량이 정해지면 단계가 끝납니다.",
      en: "The units turn out, drive to the scene, work there (ambulances carry to a hospital) and return. The step is done when the units are chosen.",
    },
    data: [],
  },
  "unit.recall": {
    title: { ko: "출동 취소", en: "Recall" },
    inputs: group({ units: optional(reference) }, "Calls units back that have not arrived yet."),
    references: ofUnits,
    outputs: {},
    effect: {
      ko: "아직 도착하지 않은 차량을 돌려보내고 잡아 둔 신호를 모두 놓습니다.",
      en: "Units that have not arrived turn back; every signal held for them is released.",
    },
    data: [],
  },
  "route.fastest": {
    title: { ko: "빠른 길 안내", en: "Fastest route" },
    inputs: group(
      {
        units: optional(reference),
        everyS: defaulted(number(0, 3600, "Look for a faster route again every so many seconds; 0 = only once."), 60),
      },
      "Guides the units on measured link times.",
    ),
    references: ofUnits,
    outputs: {},
    effect: {
      ko: "차량이 실시간 통행시간 기준으로 가장 빠른 길로 갑니다. 구급차는 병원까지도 그렇습니다.",
      en: "The units drive the fastest route on live link times instead of the usual one; ambulances to the hospital too.",
    },
    data: [["link-speed"]],
  },
  "signal.preempt": {
    title: { ko: "긴급차량 우선신호", en: "Signal preemption" },
    inputs: group(
      {
        units: optional(reference),
        aheadM: defaulted(number(0, 2000, "A signal is asked for green when the unit is nearer than this."), 300),
        aheadS: defaulted(number(0, 300, "… or is predicted to arrive within this; 0 = by distance only."), 0),
        holdS: defaulted(number(1, 600, "A signal is held at most this long."), 40),
        exit: defaulted(oneOf(["dwell", "shortway", "immediate"], "How a signal goes back to its plan."), "dwell"),
        successP: defaulted(number(0, 1, "Share of requests that the controller obeys."), 0.9),
        maxSignals: defaulted(integer(1, 20, "Signals asked ahead at once."), 3),
      },
      "Asks the signals ahead of the units for green.",
    ),
    references: ofUnits,
    outputs: {},
    effect: {
      ko: "차량 앞의 신호가 최소 녹색과 보행 정리시간을 지킨 뒤 녹색이 되고, 지나가면 계획으로 돌아갑니다. 구급차는 병원까지도 그렇습니다.",
      en: "Signals ahead turn green after their minimum green and pedestrian clearance, and go back to their plan once the unit has passed; for ambulances up to the hospital.",
    },
    data: [["signal-command"]],
  },
};
