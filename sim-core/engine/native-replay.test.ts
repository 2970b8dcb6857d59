/** Contract: the crate gives the same hashes, answers and draws in WebAssembly and natively. It takes real traffic,
 *  units, preemption and cars that bar the way. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cargo, missing } from "../../test/needs.ts";
import { Observation } from "../contract/commands.ts";
import type { City } from "../model/city.ts";
import type { Demand } from "../model/demand.ts";
import { compileNetwork } from "./compile-network.ts";
import { loadEngine } from "./load-engine.ts";
import { recordTapes } from "./record-tape.ts";
import { DEFAULT_TRAFFIC_PARAMETERS } from "./traffic-parameters.ts";

const here = import.meta.dirname;
const district = join(here, "../../fixtures/cities/riverside-district");
const json = (name: string): unknown => JSON.parse(readFileSync(join(district, name), "utf8"));
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const emergency = {
  speedFactorP: 1.2,
  maxSpeedMmPerS: 22_000,
  passingSpeedMmPerS: [2000, 4000],
  redCrossingSpeedMmPerS: 3000,
  redCrossingLossMs: 4000,
  complianceP: 0.8,
  avoidKnownObstacles: true,
};

const tapeOfAMorning = () => {
  const city = json("city.json") as City;
  const compiled = compileNetwork(city, json("demand.json") as Demand, {
    startsAt: "2026-03-02T08:00:00+09:00",
    traffic: DEFAULT_TRAFFIC_PARAMETERS,
  });
  if (!compiled.ok) throw new Error("the district compiles");
  const { module, tapes } = recordTapes(loadEngine(readFileSync(join(here, "pkg/rehearsal_engine_bg.wasm"))));
  const engine = module.createEngine(compiled.value.bytes, "12345678901234567890", 3);
  const stations = city.assets.filter(({ kind }) => kind === "fire-station");
  stations.forEach(({ access }, unit) => {
    const place = { link: compiled.value.linkById.get(access?.link ?? ""), offsetMm: access?.offsetMm };
    engine.command(bytes({ kind: "unit.place", unit, ...place, widthMm: unit % 2 === 0 ? 2500 : 2000 }));
  });
  // Every third street is barred to trucks, every sixth to ambulances too; half of the cars are known.
  city.links.forEach(({ lengthMm }, link) => {
    if (link % 3 !== 1) return;
    const obstacle = Math.floor(link / 3);
    const places = [{ link, offsetMm: Math.round(lengthMm / 2) }];
    engine.command(bytes({ kind: "obstacle.place", obstacle, places, freeWidthMm: link % 2 === 0 ? 2000 : 1700 }));
    if (link % 4 === 1) engine.command(bytes({ kind: "obstacle.know", obstacle }));
  });
  for (let token = 0; token < 40; token++) engine.schedule(Math.round(engine.draw("test.when", token, 0, "uniform", 0, 1_500_000)), token);
  let blocked = 0;
  for (;;) {
    const stop = engine.runUntil(1_500_000);
    if (stop === "observation") meet(Observation.parse(JSON.parse(new TextDecoder().decode(engine.observation()))));
    else if (stop === "token") dispatch(engine.dueToken());
    else break;
  }
  /** The car is pushed aside at once, or the crew looks for a way round it. */
  function meet(observation: Observation): void {
    if (observation.kind !== "unit-blocked") return;
    const { unit, obstacle } = observation;
    blocked += 1;
    if (blocked % 2 === 0) engine.command(bytes({ kind: "obstacle.remove", obstacle }));
    else engine.command(bytes({ kind: "unit.reroute", unit, route: "live" }));
  }
  function dispatch(token: number): void {
    const link = engine.draw("test.where", token, 0, "integer", city.links.length, 0);
    const units = stations.map((_, unit) => unit);
    engine.query(bytes({ kind: "travel-times", units, link, offsetMm: 500, route: "live", emergency }));
    const unit = token % stations.length;
    engine.query(bytes({ kind: "way", fromUnit: unit, link, offsetMm: 500, route: "live", emergency }));
    const asking = { aheadMm: 300_000, aheadMs: 20_000, holdMs: 40_000, exit: "shortway", successP: 0.9, maxSignals: 2 };
    engine.command(bytes({ kind: "preempt.start", unit, ...asking }));
    engine.command(bytes({ kind: "unit.drive", unit, link, offsetMm: 500, route: "live", emergency }));
    engine.draw("test.scene", token, 1, "lognormal", 600, 1800);
    if (token % 7 === 3) engine.command(bytes({ kind: "link.restrict", link, openLanes: 0, speedFactorP: 1, headwayFactorP: 1 }));
    if (token % 7 === 5) engine.command(bytes({ kind: "unit.reroute", unit, route: "live" }));
  }
  engine.finish();
  engine.free();
  return { network: compiled.value.bytes, text: tapes[0]?.text() ?? "", blocked };
};

describe.skipIf(missing(cargo()))("the engine built natively", () => {
  it("replays a morning of the district with the same hash at every simulated minute", () => {
    const tape = tapeOfAMorning();
    expect(tape.text.match(/^H /gm)?.length).toBe(25);
    expect(tape.blocked).toBeGreaterThan(5);
    const folder = mkdtempSync(join(tmpdir(), "rehearsal-tape-"));
    try {
      writeFileSync(join(folder, "network"), tape.network);
      writeFileSync(join(folder, "tape"), tape.text);
      const command = [
        "run",
        "--quiet",
        "--release",
        "--locked",
        "--bin",
        "replay_tape",
        "--",
        join(folder, "network"),
        join(folder, "tape"),
      ];
      const said = execFileSync("cargo", command, { cwd: here, encoding: "utf8" });
      expect(said).toMatch(/^equal: \d+ answers and hashes/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
