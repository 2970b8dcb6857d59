import { array, assert, constantFrom, integer, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { stagesOfProgram } from "./phases-to-stages.ts";
import type { NetProgram } from "./read-net.ts";

const program = (phases: readonly (readonly [number, string])[], offsetMs = 0): NetProgram => ({
  id: "x",
  line: 1,
  file: "x.net.xml",
  programId: "0",
  type: "static",
  offsetMs,
  phases: phases.map(([seconds, state]) => ({ durationMs: seconds * 1000, state, minMs: undefined })),
});

/** Greens of every movement over one cycle as a SUMO program shows them: [from, to) in milliseconds of simulated time from 0. */
const sumoGreens = (source: NetProgram, index: number): readonly number[] => {
  const shown: number[] = [];
  const cycle = source.phases.reduce((sum, phase) => sum + phase.durationMs, 0);
  for (let second = 0; second < cycle / 1000; second++) {
    let at = (((second * 1000 - source.offsetMs) % cycle) + cycle) % cycle;
    const phase = source.phases.find(({ durationMs }) => {
      if (at < durationMs) return true;
      at -= durationMs;
      return false;
    });
    shown.push("Gg".includes(phase?.state[index] ?? "r") ? 1 : 0);
  }
  return shown;
};

/** The same from our stages, by the rule that city.ts states. */
const ourGreens = (source: NetProgram, movement: string): readonly number[] => {
  const { plan } = stagesOfProgram(source, heads(source));
  if (plan === undefined) return [];
  const shown: number[] = [];
  for (let second = 0; second < plan.cycleMs / 1000; second++) {
    let at = (((second * 1000 - plan.offsetMs) % plan.cycleMs) + plan.cycleMs) % plan.cycleMs;
    let green = 0;
    for (const [index, stage] of plan.stages.entries()) {
      const length = stage.greenMs + stage.yellowMs + stage.allRedMs;
      const next = plan.stages[(index + 1) % plan.stages.length];
      if (at < length) {
        green = stage.green.includes(movement) && (at < stage.greenMs || next?.green.includes(movement) === true) ? 1 : 0;
        break;
      }
      at -= length;
    }
    shown.push(green);
  }
  return shown;
};

const heads = (source: NetProgram): ReadonlyMap<string, readonly number[]> =>
  new Map([...(source.phases[0]?.state ?? "")].map((_, index) => [`m${index}`, [index]]));

const expectSameGreens = (source: NetProgram): void => {
  for (const [movement, [index = 0]] of heads(source)) expect(ourGreens(source, movement), movement).toEqual(sumoGreens(source, index));
};

test("a four-phase program becomes two stages with their yellows", () => {
  const source = program([
    [42, "Ggrr"],
    [3, "yyrr"],
    [42, "rrGG"],
    [3, "rryy"],
  ]);
  const { plan } = stagesOfProgram(source, heads(source));
  expect(plan?.cycleMs).toBe(90_000);
  expect(plan?.stages).toEqual([
    { greenMs: 42_000, yellowMs: 3000, allRedMs: 0, minGreenMs: 7000, walkMs: 0, pedClearMs: 0, green: ["m0", "m1"], permissive: ["m1"] },
    { greenMs: 42_000, yellowMs: 3000, allRedMs: 0, minGreenMs: 7000, walkMs: 0, pedClearMs: 0, green: ["m2", "m3"], permissive: [] },
  ]);
  expectSameGreens(source);
});

test("a movement that stays green over several phases stays green through the yellow of another", () => {
  const source = program([
    [20, "GGr"],
    [4, "Gyr"],
    [20, "GrG"],
    [4, "yry"],
    [2, "rrr"],
  ]);
  expectSameGreens(source);
  expect(stagesOfProgram(source, heads(source)).plan?.stages.map(({ yellowMs, allRedMs }) => [yellowMs, allRedMs])).toEqual([
    [4000, 0],
    [4000, 1999],
    [0, 0],
  ]);
});

test("a green that ends later than its neighbour's yellow ends at the same millisecond as in SUMO", () => {
  const source = program([
    [30, "GGr"],
    [5, "yGr"],
    [3, "ryr"],
    [2, "rrr"],
    [25, "rrG"],
    [3, "rry"],
  ]);
  expectSameGreens(source);
});

test("a green that begins while another's yellow runs counts, and the yellow is given up and counted", () => {
  const source = program([
    [30, "Grr"],
    [3, "yGr"],
    [20, "rGr"],
    [3, "ryr"],
    [20, "rrG"],
    [3, "rry"],
  ]);
  expectSameGreens(source);
  expect(stagesOfProgram(source, heads(source)).lostYellows).toBe(1);
});

test("a program that begins in the middle of a yellow, with an offset, shows the same greens", () => {
  expectSameGreens(
    program(
      [
        [3, "yr"],
        [2, "rr"],
        [30, "rG"],
        [3, "ry"],
        [40, "Gr"],
      ],
      17_000,
    ),
  );
});

test("phases cut into pieces are one stage, and a signal that is never green has no plan", () => {
  const pieces = program([
    [1, "Gr"],
    [1, "Gr"],
    [20, "Gr"],
    [3, "yr"],
    [30, "rG"],
    [3, "ry"],
  ]);
  expect(stagesOfProgram(pieces, heads(pieces)).plan?.stages.length).toBe(2);
  expect(stagesOfProgram(program([[30, "rr"]]), heads(program([[30, "rr"]]))).plan).toBeUndefined();
});

test("a signal of one street stops it, although the same stage comes next", () => {
  expectSameGreens(
    program([
      [79, "GG"],
      [6, "yy"],
      [5, "rr"],
    ]),
  );
});

test("whatever the program, greens are those that SUMO shows", () => {
  const state = array(constantFrom("G", "g", "y", "r"), { minLength: 4, maxLength: 4 }).map((letters) => letters.join(""));
  const phases = array(tuple(integer({ min: 2, max: 40 }), state), { minLength: 1, maxLength: 8 });
  void assert(
    property(phases, integer({ min: 0, max: 90 }), (drawn, offsetS) => {
      const source = program(drawn, offsetS * 1000);
      if (drawn.some(([, letters]) => /[Gg]/.test(letters))) expectSameGreens(source);
    }),
    { numRuns: 300 },
  );
});
