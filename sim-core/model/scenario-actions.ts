/**
 * The published table of actions: what a step may `do`, what it takes (`with`), what later steps may name (`$step.output`), what it
 * changes. A new action is one entry here and one file of the same name in sim-core/scenario/actions.
 */
import { defaulted, group, integer, number, oneOf, optional, patterned, required, type Shape, truth } from "./document-shape.ts";
import type { Distribution, PartyRef } from "./scenario.ts";
import { distributionShape, partyShape, textShape } from "./scenario-words.ts";
import type { Text } from "./units.ts";

export type OutputKind = "units";

export type ActionSignature = {
  readonly title: Text;
  readonly inputs: Shape<object>;
  /** Inputs that take an output of an earlier step; left out = the nearest earlier step that has one of this kind. */
  readonly references: Readonly<Record<string, OutputKind>>;
  readonly outputs: Readonly<Record<string, { readonly kind: OutputKind; readonly doc: Text }>>;
  readonly effect: Text;
};

export type DispatchInputs = {
  readonly nearest: "live-travel-time" | "free-flow" | "station-order";
  readonly units: number;
  readonly turnout: Distribution;
  readonly route: "usual" | "live";
  readonly fromTheRoad: boolean;
  readonly crossRed: boolean;
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
export type NotifyInputs = { readonly to: PartyRef; readonly message?: Text };
export type RecallInputs = { readonly units: string };
export type ActionInputs = {
  readonly "unit.dispatch": DispatchInputs;
  readonly "unit.recall": RecallInputs;
  readonly "route.fastest": RouteInputs;
  readonly "signal.preempt": PreemptInputs;
  readonly notify: NotifyInputs;
};
export type ActionName = keyof ActionInputs;

const reference = patterned(
  /^\$[a-z0-9-]+\.[A-Za-z]+$/,
  { ko: "앞 단계의 출력($단계.출력)", en: "an output of an earlier step ($step.output)" },
  "Output of an earlier step, e.g. $dispatch.units. Left out: the nearest earlier step that sends units.",
);

/** Turnout of a fire crew: station exits of 56-80 s to the 100 m point (Seoul 2015), 79 s mean (London 2015), 80 s goal (NFPA 1710). */
const TURNOUT: Distribution = { medianS: 65, p90S: 95 };

const ofUnits = { units: "units" } as const;

export const ACTIONS: { readonly [A in ActionName]: ActionSignature & { readonly inputs: Shape<Partial<ActionInputs[A]>> } } = {
  "unit.dispatch": {
    title: { ko: "출동", en: "Dispatch" },
    inputs: group(
      {
        nearest: defaulted(
          oneOf(
            ["live-travel-time", "free-flow", "station-order"],
            "How the nearest free unit is found. Equal times: the lowest unit number.",
          ),
          "live-travel-time",
        ),
        units: defaulted(integer(1, 20, "How many units are sent."), 1),
        turnout: defaulted(distributionShape("From the order to wheels rolling."), TURNOUT),
        route: defaulted(
          oneOf(["usual", "live"], "usual = the route the crew knows (fastest on empty roads); live = fastest now."),
          "usual",
        ),
        fromTheRoad: defaulted(truth("Units on their way home may be sent; they leave at once, without turnout."), true),
        crossRed: defaulted(truth("The crew may cross a red light after slowing down."), true),
      },
      "Sends the nearest free units to the incident. Waits in order of the calls while none is free.",
    ),
    references: {},
    outputs: { units: { kind: "units", doc: { ko: "보낸 차량", en: "the units sent" } } },
    effect: {
      ko: "차량이 출동 준비 뒤 현장으로 달리고, 현장 활동 뒤 돌아옵니다. 차량이 정해지면 단계가 끝납니다.",
      en: "The units turn out, drive to the scene, work there and return. The step is done when the units are chosen.",
    },
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
      ko: "차량이 실시간 통행시간 기준으로 가장 빠른 길로 갑니다.",
      en: "The units drive the fastest route on live link times instead of the usual one.",
    },
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
      ko: "차량 앞의 신호가 최소 녹색과 보행 정리시간을 지킨 뒤 녹색이 되고, 지나가면 계획으로 돌아갑니다.",
      en: "Signals ahead turn green after their minimum green and pedestrian clearance, and go back to their plan once the unit has passed.",
    },
  },
  notify: {
    title: { ko: "상황전파", en: "Notify" },
    inputs: group({ to: required(partyShape("Who is told.")), message: optional(textShape("What they are told.")) }, "Tells an agency."),
    references: {},
    outputs: {},
    effect: {
      ko: "기관에 알린 사실이 기록됩니다. 도시의 움직임은 바뀌지 않습니다.",
      en: "The log says who was told. Nothing in the streets changes.",
    },
  },
};

export const ACTION_NAMES: readonly ActionName[] = Object.keys(ACTIONS) as ActionName[];
export const isActionName = (name: string): name is ActionName => Object.hasOwn(ACTIONS, name);
