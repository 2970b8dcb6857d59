/** An interval on a scale that several rows share: zero, the interval as a bar, the estimate as a tick, marks dashed. */
export type RangeBarProps = {
  readonly domain: readonly [number, number];
  readonly at: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly colour: string;
  readonly label: string;
  readonly marks?: readonly number[];
  /** A bar from zero to the estimate in place of the interval's: for amounts. */
  readonly isAmount?: boolean;
};

export const RangeBar = ({ domain: [from, to], at, low, high, colour, label, marks = [], isAmount = false }: RangeBarProps) => {
  const x = (value: number): string => `${(((value - from) / (to - from || 1)) * 100).toFixed(2)}%`;
  const width = (a: number, b: number): string => `${((Math.abs(b - a) / (to - from || 1)) * 100).toFixed(2)}%`;
  const isZeroSeen = from <= 0 && to >= 0;
  return (
    <div className="range" role="img" aria-label={label}>
      {isZeroSeen && <i className="zero" style={{ left: x(0) }} />}
      {isAmount && at !== null && <i className="amount" style={{ left: x(Math.min(0, at)), width: width(0, at), background: colour }} />}
      {low !== null && high !== null && (
        <i
          className={isAmount ? "whisker" : "interval"}
          style={{ left: x(low), width: width(low, high), ...(isAmount ? {} : { background: colour }) }}
        />
      )}
      {!isAmount && at !== null && <i className="at" style={{ left: x(at), background: colour }} />}
      {marks.map((mark) => (
        <i key={mark} className="mark" style={{ left: x(mark) }} />
      ))}
    </div>
  );
};
