/** For tests of commands: a small made-up city with demand and the shipped fire scenario cut short, as files; a run takes a moment. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { printCity } from "../../sim-core/model/print-city.ts";
import { printDemand } from "../../sim-core/model/print-demand.ts";
import { randomRehearsal } from "../../sim-core/verify/random-city.ts";

const SCENARIO = resolve(import.meta.dirname, "../../scenarios/fire-preemption/scenario.yaml");

export type SmallRehearsal = { readonly scenario: string; readonly city: string; readonly demand: string };

/** `folder` becomes the scenario's folder; city and demand lie in it. */
export const writeSmallRehearsal = (folder: string): SmallRehearsal => {
  const { city, demand } = randomRehearsal(26);
  const text = readFileSync(SCENARIO, "utf8")
    .replace("place: by-floor-area", "place: uniform-on-links")
    .replace("perRun: 8", "perRun: 3")
    .replace("durationMin: 90", "durationMin: 40")
    .replace("warmUpMin: 15", "warmUpMin: 5")
    .replace("fromMin: 15, toMin: 60", "fromMin: 5, toMin: 15");
  const files = { scenario: folder, city: join(folder, "city.json"), demand: join(folder, "demand.json") };
  writeFileSync(join(folder, "scenario.yaml"), text);
  writeFileSync(files.city, printCity(city));
  writeFileSync(files.demand, printDemand(demand));
  return files;
};
