import { describe, expect, it } from "vitest";
import { crossroadsCity } from "./crossroads-city.ts";
import { parseCity } from "./parse-city.ts";
import { hashCity, printCity } from "./print-city.ts";
import { describeProblem } from "./problem.ts";
import { maskPersonal, pseudonymOf } from "./pseudonym.ts";

const key = new Uint8Array(32).map((_, index) => index + 1);
const otherKey = new Uint8Array(32).fill(9);

const PLATE = "12가3456";
const PHONE = "010-1234-5678";
const OWNER = "홍길동";
const PERSONAL = [PLATE, PHONE, OWNER, "3456", "1234-5678"];

const car = (more: object): object => ({ link: "centre-east", offsetMm: 50_000, side: "right", ...more });
const cityWith = (...parkedCars: readonly object[]): object => ({ ...crossroadsCity, parkedCars });

/** Everything that anybody could print of it. */
const everythingOf = (source: unknown, projectKey?: Uint8Array): string => {
  const outcome = parseCity(source, "a.city.json", projectKey);
  return outcome.ok
    ? `${JSON.stringify(outcome.value)}\n${printCity(outcome.value)}`
    : outcome.problems
        .flatMap((problem) => [JSON.stringify(problem), describeProblem(problem, "ko"), describeProblem(problem, "en")])
        .join("\n");
};

describe("a city file with plates and owners", () => {
  const planted = cityWith(
    car({ plate: PLATE, ownerName: OWNER, ownerPhone: PHONE }),
    car({ plate: "123나 4567", 연락처: PHONE, "Owner Name": OWNER }),
    car({}),
  );

  it("is read without them: a pseudonym stands for each plate, and what was left out is counted", () => {
    const outcome = parseCity(planted, "a.city.json", key);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    expect(outcome.value.parkedCars).toEqual([
      car({ subject: pseudonymOf("car", PLATE, key) }),
      car({ subject: pseudonymOf("car", "123나4567", key) }),
      car({}),
    ]);
    expect(outcome.value.assumptions.slice(crossroadsCity.assumptions.length).map(({ code, params }) => [code, params])).toEqual([
      ["city.personal-data", { plates: 2, ownerFields: 4, pseudonyms: "yes" }],
    ]);
  });

  it("without a key has no subject at all: a pseudonym that anybody could make is none", () => {
    const outcome = parseCity(planted, "a.city.json");
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    expect(outcome.value.parkedCars).toEqual([car({}), car({}), car({})]);
    expect(outcome.value.assumptions.at(-1)?.params).toEqual({ plates: 2, ownerFields: 4, pseudonyms: "no" });
  });

  it("prints as a file that is read again to the same city, with the same hash", () => {
    const outcome = parseCity(planted, "a.city.json", key);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    const again = parseCity(printCity(outcome.value), "a.city.json", otherKey);
    expect(again).toEqual(outcome);
    if (again.ok) expect(hashCity(again.value)).toBe(hashCity(outcome.value));
  });

  it("without anything personal is not touched", () => {
    expect(parseCity(crossroadsCity, "a.city.json", key)).toEqual({ ok: true, value: crossroadsCity });
  });
});

describe("no plate, phone or name comes out again", () => {
  const files: Readonly<Record<string, unknown>> = {
    "a good file": cityWith(car({ plate: PLATE, owner: OWNER, phone: PHONE })),
    "a plate that is no text": cityWith(car({ plate: { text: PLATE, owner: OWNER } })),
    "a file that is wrong elsewhere": { ...cityWith(car({ plate: PLATE, ownerPhone: PHONE })), crs: 5 },
    "a car that is wrong elsewhere": cityWith(car({ plate: PLATE, offsetMm: -1, owner: OWNER })),
    "a plate in the column of the side": cityWith(car({ side: PLATE })),
    "a plate in the column of the link": cityWith(car({ link: PLATE, plate: PLATE })),
    "a phone in the column of the offset": cityWith(car({ offsetMm: PHONE })),
    "a plate as a pseudonym": cityWith(car({ subject: PLATE })),
    "a key of somebody's own": cityWith(car({ 특이사항: `${OWNER} ${PHONE}` })),
    "a plate as a key": cityWith(car({ [PLATE]: true, [OWNER]: PHONE })),
    "a plate among a camera's numbers": {
      ...crossroadsCity,
      assets: [{ id: "c", kind: "camera", xyMm: [0, 0], attributes: { plate: PLATE, phone: PHONE } }],
    },
    "a list of owners of its own": { ...crossroadsCity, owners: [{ name: OWNER, phone: PHONE, plate: PLATE }] },
    "an asset with an owner": { ...crossroadsCity, assets: [{ ...crossroadsCity.assets[0], owner: OWNER, phone: PHONE }] },
    "a file cut in half at the plate": JSON.stringify(cityWith(car({ plate: PLATE }))).split("3456")[0],
  };
  for (const [name, file] of Object.entries(files)) {
    it(`of ${name}`, () => {
      for (const projectKey of [undefined, key]) {
        const everything = everythingOf(file, projectKey);
        expect(everything.length).toBeGreaterThan(50);
        expect(PERSONAL.filter((datum) => everything.includes(datum))).toEqual([]);
      }
    });
  }
});

describe("a pseudonym", () => {
  it("is short, the same however the plate is written, and another under another key or for another plate", () => {
    const name = pseudonymOf("car", PLATE, key);
    expect(name).toMatch(/^car-[0-9a-f]{12}$/);
    expect([" 12가 3456", "12-가-3456", PLATE.normalize("NFD")].map((plate) => pseudonymOf("car", plate, key))).toEqual([name, name, name]);
    expect(pseudonymOf("car", PLATE, otherKey)).not.toBe(name);
    expect(pseudonymOf("car", "12가3457", key)).not.toBe(name);
    expect(pseudonymOf("phone", PLATE, key)).not.toBe(name.replace("car", "phone"));
  });

  it("is refused under a key that could be tried out", () => {
    expect(() => pseudonymOf("car", PLATE, new Uint8Array(8))).toThrow("at least 16 bytes");
  });
});

it("a text is masked where it looks like a plate, a phone or a resident number, and nowhere else", () => {
  const masked = [
    "12가3456",
    "서울 12 가 3456 앞",
    "123나4567",
    "010-1234-5678",
    "01012345678",
    "+82 10-1234-5678",
    "02-345-6789",
    "900101-1234567",
  ];
  expect(masked.map((text) => maskPersonal(text))).toEqual(["***", "서울 *** 앞", "***", "***", "***", "***", "***", "***"]);
  const kept = ["mulbit-04b", "10000000000", "옛장터길 12", "2026-03-02", "csv:camera:37.512345:127.101234", "camera-0123"];
  expect(kept.map((text) => maskPersonal(text))).toEqual(kept);
});
