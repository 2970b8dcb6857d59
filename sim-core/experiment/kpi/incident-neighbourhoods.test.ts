import { expect, test } from "vitest";
import { crossroadsCity } from "../../model/crossroads-city.ts";
import { incidentNeighbourhoods } from "./incident-neighbourhoods.ts";
import { emptyDigest, foldInstitutionalFacts } from "./run-digest.ts";

test("an incident lies where its place on the street lies", () => {
  const [link] = crossroadsCity.links;
  if (link === undefined) throw new Error("the crossroads have links");
  const [x = 0, y = 0] = link.shapeMm;
  const [endX = 0, endY = 0] = link.shapeMm.slice(-2);
  const around = (cx: number, cy: number) => [cx - 5000, cy - 5000, cx + 5000, cy - 5000, cx + 5000, cy + 5000, cx - 5000, cy + 5000];
  const name = { ko: "곳", en: "place" };
  const city = {
    ...crossroadsCity,
    neighbourhoods: [
      { id: "begin", name, ringMm: around(x, y) },
      { id: "end", name, ringMm: around(endX, endY) },
    ],
  };
  const digest = emptyDigest(0, 1000);
  const happened = (incident: number, offsetMm: number) => ({
    kind: "IncidentHappened" as const,
    atMs: 0,
    incident,
    incidentKind: "fire",
    link: 0,
    offsetMm,
  });
  foldInstitutionalFacts(digest, [happened(1, link.lengthMm), happened(0, 0), happened(3, Math.round(link.lengthMm / 2))]);
  expect(incidentNeighbourhoods(city, [link.id], digest)).toEqual(["begin", "end", "", ""]);
});
