/**
 * The door for personal data of parked cars: a plate becomes a pseudonym or is left out, what else is known of an owner is left out, and
 * how much that was is told. Only this file ever sees such values; it repeats none of them.
 */
import type { Assumption } from "./city.ts";
import { bad, good, type Outcome, type Problem } from "./problem.ts";
import { pseudonymOf } from "./pseudonym.ts";

type Json = Readonly<Record<string, unknown>>;

const CAR_KEYS: readonly string[] = ["link", "offsetMm", "side", "takesMm", "subject"];
/** Keys as they are written by cities and people: without case, blanks, hyphens and underscores. */
const PLATE_KEYS: readonly string[] = [
  "plate",
  "plates",
  "numberplate",
  "platenumber",
  "licenseplate",
  "licenceplate",
  "차량번호",
  "번호판",
];
const OWNER_KEYS: readonly string[] = [
  ...[
    "owner",
    "ownername",
    "ownerphone",
    "owneraddress",
    "owneremail",
    "name",
    "phone",
    "phonenumber",
    "mobile",
    "tel",
    "email",
    "address",
  ],
  ...[
    "contact",
    "차주",
    "소유자",
    "소유주",
    "성명",
    "이름",
    "연락처",
    "전화",
    "전화번호",
    "휴대전화",
    "휴대폰",
    "주소",
    "이메일",
    "생년월일",
  ],
];

const plainKey = (key: string): string =>
  key
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\s_-]/g, "");
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

const MAX_PROBLEMS = 20;

/** `city`: a value of the current format version, not yet checked against the schema. Answers the same value where it holds nothing personal. */
export const withoutPersonalData = (city: Json, file: string, projectKey: Uint8Array | undefined): Outcome<Json> => {
  const cars = city["parkedCars"];
  if (!Array.isArray(cars) || !cars.some(holdsMore)) return good(city);
  const counts = { plates: 0, ownerFields: 0 };
  const strange: Problem[] = [];
  const parkedCars = cars.map((car: unknown, index) => {
    if (!isObject(car) || !holdsMore(car)) return car;
    const clean: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(car)) {
      const plain = plainKey(key);
      if (CAR_KEYS.includes(key)) clean[key] ??= value;
      else if (PLATE_KEYS.includes(plain)) {
        if (value === null || value === "") continue;
        counts.plates += 1;
        if (projectKey !== undefined && typeof value === "string") clean["subject"] = pseudonymOf("car", value, projectKey);
      } else if (OWNER_KEYS.includes(plain)) counts.ownerFields += 1;
      else strange.push(unknownKey(file, index));
    }
    return clean;
  });
  const [first, ...rest] = strange.slice(0, MAX_PROBLEMS);
  if (first !== undefined) return bad(first, ...rest);
  const assumptions: unknown = city["assumptions"];
  const note = noteOf(counts, projectKey !== undefined);
  return good({ ...city, parkedCars, ...(Array.isArray(assumptions) ? { assumptions: [...assumptions, note] } : {}) });
};

const holdsMore = (car: unknown): boolean => isObject(car) && Object.keys(car).some((key) => !CAR_KEYS.includes(key));

const noteOf = ({ plates, ownerFields }: { readonly plates: number; readonly ownerFields: number }, hasKey: boolean): Assumption => ({
  code: "city.personal-data",
  params: { plates, ownerFields, pseudonyms: hasKey ? "yes" : "no" },
  text: {
    ko: `도시 파일에 차량번호 ${plates}개와 차주 정보 ${ownerFields}개가 있었습니다. 차량번호는 ${hasKey ? "프로젝트 키로 만든 가명으로 바꾸었고" : "프로젝트 키가 없어 지웠고"}, 차주 정보는 읽지 않았습니다.`,
    en: `The city file held ${plates} plates and ${ownerFields} data of owners. Plates ${hasKey ? "were replaced by pseudonyms under the project's key" : "were left out, because there is no project key"}; data of owners were left out.`,
  },
});

/** The key itself is not repeated: in a table turned on its side it is a name or a plate. */
const unknownKey = (file: string, index: number): Problem => ({
  code: "city.unknown-key",
  file,
  path: `parkedCars[${index}]`,
  message: {
    ko: `알 수 없는 키가 있습니다. 차량 자료에는 개인정보가 있을 수 있어 보이지 않습니다. 아는 키: ${CAR_KEYS.join(", ")}, plate.`,
    en: `An unknown key, not shown here because records of cars may hold personal data; known are ${CAR_KEYS.join(", ")} and plate.`,
  },
  hint: { ko: "철자를 확인하거나 키를 지우십시오.", en: "Check the spelling or remove the key." },
});
