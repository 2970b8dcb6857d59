/** Actions around the call and the scene: triage, cameras, street data, plates, owners, tow trucks, water on the fire. */
import { type ActionTable, ofUnits, reference } from "./action-signature.ts";
import { defaulted, group, integer, number, oneOf, optional, truth } from "./document-shape.ts";
import type { Distribution } from "./scenario.ts";
import { distributionShape } from "./scenario-words.ts";

export type CallInputs = {
  readonly triageRightP?: number;
  readonly wrongAddressP: number;
  readonly correction: Distribution;
  readonly repeatedCall: Distribution;
};
export type CameraInputs = {
  readonly nearest: number;
  readonly withinM: number;
  readonly steer: boolean;
  readonly picture: "live" | "still";
  readonly liveUsefulP: number;
  readonly stillUsefulP: number;
};
export type StreetDataInputs = { readonly units: string; readonly withinM: number; readonly completenessP: number };
export type PlatesInputs = { readonly withinM: number; readonly steer: boolean; readonly readP: number };
export type OwnersFindInputs = { readonly cars: string; readonly matchP: number; readonly phoneP: number };
export type OwnersCallInputs = { readonly owners: string; readonly reachP: number; readonly move: Distribution };
export type TowInputs = { readonly cars: string; readonly perCar: Distribution };
export type WaterInputs = {
  readonly units: string;
  readonly sizeUp: Distribution;
  readonly setUp: Distribution;
  readonly hoseMps: number;
  readonly supply: "tank" | "hydrant";
};

const ofCars = { cars: "cars" } as const;

export type SceneActionInputs = {
  readonly "call.take": CallInputs;
  readonly "camera.view": CameraInputs;
  readonly "street.data": StreetDataInputs;
  readonly "plates.read": PlatesInputs;
  readonly "owners.find": OwnersFindInputs;
  readonly "owners.call": OwnersCallInputs;
  readonly "cars.tow": TowInputs;
  readonly "water.start": WaterInputs;
};

export const SCENE_ACTIONS: ActionTable<SceneActionInputs> = {
  "call.take": {
    title: { ko: "신고 접수", en: "Call taking" },
    inputs: group(
      {
        triageRightP: optional(
          number(
            0,
            1,
            "Share of calls that are told urgent or not as they are (a fire, a severe patient). Urgent orders go before others while units are short. Left out: no triage, in order of the calls.",
          ),
        ),
        wrongAddressP: defaulted(
          number(0, 1, "Share of calls with a wrong address (London 2021-25: 1.0 % of late arrivals name it)."),
          0.01,
        ),
        correction: defaulted(distributionShape("Until the right address is known."), { medianS: 240, p90S: 600 }),
        repeatedCall: defaulted(distributionShape("A call-taker's time for a further call about the same incident."), {
          medianS: 25,
          p90S: 60,
        }),
      },
      "Takes the call: triage and address. Its latency is the handling time; give it a desk, so that callers wait for a seat.",
    ),
    references: {},
    outputs: {},
    effect: {
      ko: "신고가 접수되고 장소가 정해집니다. 주소가 틀리면 바로잡힐 때까지 차량이 다른 곳으로 갑니다.",
      en: "The call is taken and the place is known. With a wrong address units drive to another place until it is corrected.",
    },
    data: [],
  },
  "camera.view": {
    title: { ko: "현장 영상 확인", en: "Scene video" },
    inputs: group(
      {
        nearest: defaulted(integer(1, 50, "Nearest cameras that are looked at (Daegu's 119: five)."), 5),
        withinM: defaulted(number(1, 2000, "… within this distance."), 150),
        steer: defaulted(truth("The cameras may be turned towards the scene."), false),
        picture: defaulted(oneOf(["live", "still"], "What is asked for; where only stills are agreed, stills come."), "live"),
        liveUsefulP: defaulted(number(0, 1, "Share of live pictures that tell the crew something."), 0.9),
        stillUsefulP: defaulted(number(0, 1, "Share of stills that do."), 0.6),
      },
      "Pictures of the scene for the dispatcher and the crew.",
    ),
    references: {},
    outputs: {},
    effect: {
      ko: "카메라가 현장을 실제로 비추면(거리, 각도, 건물 가림) 도착 전에 현장을 알고, 환자도 그때 알려집니다.",
      en: "Where a camera really sees the scene (range, angle, buildings in between) the crew knows it before it arrives, and casualties become known.",
    },
    data: [["live-video", "still"]],
  },
  "street.data": {
    title: { ko: "이면도로 정보", en: "Street data" },
    inputs: group(
      {
        units: optional(reference),
        withinM: defaulted(number(1, 5000, "Around the scene."), 400),
        completenessP: defaulted(number(0, 1, "Share of the cars in the way that the data know."), 0.6),
      },
      "Widths of side streets and the cars known to narrow them.",
    ),
    references: ofUnits,
    outputs: {},
    effect: {
      ko: "차량이 지나갈 수 없는 골목을 피해 갑니다.",
      en: "The units avoid alleys that they could not pass.",
    },
    data: [["road-width"]],
  },
  "plates.read": {
    title: { ko: "불법 주정차 번호판 확인", en: "Plates of badly parked cars" },
    inputs: group(
      {
        withinM: defaulted(number(1, 2000, "Around the scene."), 150),
        steer: defaulted(truth("The cameras may be turned."), true),
        readP: defaulted(number(0, 1, "Share of plates in view that can be read."), 0.9),
      },
      "Finds badly parked cars near the scene and reads their plates, where a camera covers the place.",
    ),
    references: {},
    outputs: { cars: { kind: "cars", doc: { ko: "번호판을 읽은 차", en: "cars whose plate was read" } } },
    effect: { ko: "번호판마다 조회 기록이 남습니다.", en: "Every plate is an audited look-up." },
    data: [["plate"]],
  },
  "owners.find": {
    title: { ko: "차주 연락처 확인", en: "Owners and phones" },
    inputs: group(
      {
        cars: optional(reference),
        matchP: defaulted(number(0, 1, "Share of plates that the register knows."), 0.97),
        phoneP: defaulted(number(0, 1, "Share of owners with a phone number that works."), 0.85),
      },
      "Plate to owner (register), owner to phone: two look-ups, each audited.",
    ),
    references: ofCars,
    outputs: { owners: { kind: "owners", doc: { ko: "연락할 수 있는 차주의 차", en: "cars whose owner can be called" } } },
    effect: { ko: "등록부와 전화번호 조회 기록이 각각 남습니다.", en: "Register and phone are audited look-ups of their own." },
    data: [["owner"], ["owner-phone"]],
  },
  "owners.call": {
    title: { ko: "차주 연락", en: "Owners called" },
    inputs: group(
      {
        owners: optional(reference),
        reachP: defaulted(
          number(0, 1, "Share of owners who answer and come. Not published anywhere found; .3 to .8 is an assumption."),
          0.55,
        ),
        move: defaulted(distributionShape("From the call until the car is gone."), { medianS: 240, p90S: 900 }),
      },
      "Calls the owners, so that they move their cars.",
    ),
    references: { owners: "owners" },
    outputs: {},
    effect: { ko: "차주가 오면 차가 치워집니다.", en: "Cars of owners who come are gone after a while." },
    data: [],
  },
  "cars.tow": {
    title: { ko: "견인", en: "Towing" },
    inputs: group(
      { cars: optional(reference), perCar: defaulted(distributionShape("One tow truck, one car."), { medianS: 1200, p90S: 2400 }) },
      "Tows the cars one after another.",
    ),
    references: ofCars,
    outputs: {},
    effect: { ko: "차가 하나씩 견인됩니다.", en: "The cars are towed one by one." },
    data: [],
  },
  "water.start": {
    title: { ko: "방수 개시", en: "Water on the fire" },
    inputs: group(
      {
        units: optional(reference),
        sizeUp: defaulted(distributionShape("Looking at the scene first; left out where the crew has seen it before."), {
          medianS: 60,
          p90S: 120,
        }),
        setUp: defaulted(distributionShape("Getting ready at the engine."), { medianS: 60, p90S: 110 }),
        hoseMps: defaulted(number(0.05, 5, "Metres of hose laid in a second."), 0.8),
        supply: defaulted(
          oneOf(["tank", "hydrant"], "tank = water from the engine at once; hydrant = the line from the hydrant first."),
          "hydrant",
        ),
      },
      "Waits for the first unit at the scene; then size-up, set-up and hose.",
    ),
    references: ofUnits,
    outputs: {},
    effect: {
      ko: "불에 물이 닿은 때와 그때의 불 크기가 기록됩니다.",
      en: "The log says when water reached the fire and how large it was by then.",
    },
    data: [],
  },
};
