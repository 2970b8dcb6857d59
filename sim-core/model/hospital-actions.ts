/** Actions for people who must be carried: find a hospital that takes them. */
import type { ActionTable } from "./action-signature.ts";
import { defaulted, group, integer, number, oneOf, truth } from "./document-shape.ts";
import type { Distribution } from "./scenario.ts";
import { distributionShape } from "./scenario-words.ts";

export type HospitalFindInputs = {
  readonly ask: "serial" | "broadcast";
  readonly board: boolean;
  readonly boardRightP: number;
  readonly perCall: Distribution;
  readonly acceptP: number;
  readonly waitS: number;
  readonly mostRounds: number;
  readonly turnedAwayP: number;
};

export type HospitalActionInputs = { readonly "hospital.find": HospitalFindInputs };

export const HOSPITAL_ACTIONS: ActionTable<HospitalActionInputs> = {
  "hospital.find": {
    title: { ko: "병상·전문의 확인", en: "Bed and specialist" },
    inputs: group(
      {
        ask: defaulted(
          oneOf(
            ["serial", "broadcast"],
            "serial = one after another, nearest first; broadcast = all at once, the first yes counts (see waitS).",
          ),
          "serial",
        ),
        board: defaulted(truth("The bed board is read first: hospitals it shows full are left out."), false),
        boardRightP: defaulted(number(0, 1, "Share of the board's entries that are right (typed by hand)."), 0.85),
        perCall: defaulted(distributionShape("From the question to a hospital's answer."), { medianS: 75, p90S: 180 }),
        acceptP: defaulted(number(0, 1, "Share of yes where a bed and the specialist are there."), 0.85),
        waitS: defaulted(number(0, 3600, "broadcast: after the first yes so long a nearer one may still come."), 0),
        mostRounds: defaulted(integer(1, 20, "After so many rounds of only no the nearest hospital must take the patient."), 2),
        turnedAwayP: defaulted(
          number(0, 1, "Share of patients turned away at the door all the same (4,227 re-transfers of 2.02 M, 2023: .0021)."),
          0.0021,
        ),
      },
      "Finds a hospital for everybody who must be carried.",
    ),
    references: {},
    outputs: {},
    effect: {
      ko: "받아 주는 병원에 병상과 전문의가 잡히고, 구급차가 그리로 갑니다.",
      en: "A hospital that says yes keeps a bed and the specialist; the ambulance goes there.",
    },
    data: [["bed-state"]],
  },
};
