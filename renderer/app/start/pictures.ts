/** Pictures of the shipped examples on the start screen: the app's own stage, taken by `test/take-start-pictures.ts`. */
import type { ViewTheme } from "../../view/city-view-types.ts";
import emergencyMedicalDark from "./pictures/emergency-medical-dark.jpg";
import emergencyMedicalLight from "./pictures/emergency-medical-light.jpg";
import firePreemptionDark from "./pictures/fire-preemption-dark.jpg";
import firePreemptionLight from "./pictures/fire-preemption-light.jpg";
import fireResponseDark from "./pictures/fire-response-dark.jpg";
import fireResponseLight from "./pictures/fire-response-light.jpg";

export const PICTURES: Readonly<Record<string, Readonly<Record<ViewTheme, string>>>> = {
  "fire-preemption": { light: firePreemptionLight, dark: firePreemptionDark },
  "fire-response": { light: fireResponseLight, dark: fireResponseDark },
  "emergency-medical": { light: emergencyMedicalLight, dark: emergencyMedicalDark },
};
