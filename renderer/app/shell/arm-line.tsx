import type { ArmLook } from "../store/arms.ts";

/** How an arm is drawn everywhere: on the map, in charts, in legends. */
export const ArmLine = ({ look }: { readonly look: ArmLook }) => <i className={`arm-line ${look}`} />;
