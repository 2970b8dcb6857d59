/** `hospital.find`: ends when a hospital has said yes for everybody who must be carried. */
import { abandonSearch, findHospitals } from "../hospital-search.ts";
import type { Action } from "./action.ts";

export const hospitalFind: Action<"hospital.find"> = {
  start: (office, { course, step, inputs }) => (course.incident < 0 ? { failed: "no-place" } : findHospitals(office, course, step, inputs)),
  abandon: (office, { course, step }) => {
    abandonSearch(office, course, step);
  },
};
