import { expect, test } from "vitest";
import { incidentName, kindOfIncident } from "./incident-name.ts";

test("an incident is called by its kind and its number in the log", () => {
  expect(incidentName(7, "fire")).toEqual({ ko: "화재 7", en: "Fire 7" });
  expect(incidentName(0, "medical")).toEqual({ ko: "구급 0", en: "Medical emergency 0" });
});

test("a kind that only the scenario knows keeps its word, and without one the number is enough", () => {
  expect(kindOfIncident("flash-flood")).toEqual({ ko: "flash-flood", en: "flash-flood" });
  expect(incidentName(2, undefined)).toEqual({ ko: "사건 2", en: "Incident 2" });
});
