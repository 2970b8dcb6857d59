import { useEffect, useState } from "react";
import { useSession } from "../project/session-context.ts";

const ROUND_METRES = [10, 20, 50, 100, 200, 500, 1000, 2000];
const WIDEST_PX = 110;

/** The roundest length that fits. The camera moves without React knowing, so the bar looks a few times a second. */
export const ScaleBar = () => {
  const { view } = useSession();
  const [metresPerPx, setMetresPerPx] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      const scale = view()?.scale().metresPerPx ?? 0;
      setMetresPerPx(Number(scale.toPrecision(3)));
    }, 400);
    return () => clearInterval(timer);
  }, [view]);
  const metres = metresPerPx === 0 ? undefined : ROUND_METRES.findLast((length) => length / metresPerPx <= WIDEST_PX);
  if (metres === undefined) return null;
  return (
    <div className="hud scale-bar num">
      <i style={{ width: metres / metresPerPx }} />
      {metres >= 1000 ? `${metres / 1000} km` : `${metres} m`}
    </div>
  );
};
