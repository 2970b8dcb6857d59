/** A card with a chart and, in its place at the press of a button, the table of the same rows. */
import { type ReactNode, useId, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { useText } from "../text/use-text.ts";
import type { Sheet } from "./sheet.ts";
import { SheetTools } from "./sheet-tools.tsx";

type CardProps = {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
  readonly tools?: ReactNode;
  /** The card's table as figures, made when somebody takes it along. */
  readonly sheet?: (() => Sheet) | undefined;
};

export const Card = ({ title, note, children, tools, sheet, className = "" }: CardProps) => {
  const id = useId();
  return (
    <section className={`card result-card ${className}`} aria-labelledby={id}>
      <div className="card-head">
        <div>
          <h2 className="h3" id={id}>
            {title}
          </h2>
          {note !== undefined && <span className="cap faint">{note}</span>}
        </div>
        <span className="row gap4 cap faint">
          {tools}
          {sheet !== undefined && <SheetTools sheet={sheet} />}
        </span>
      </div>
      {children}
    </section>
  );
};

type FigureProps = Omit<CardProps, "children" | "tools"> & {
  readonly chart: ReactNode;
  readonly table: ReactNode;
  readonly children?: ReactNode;
};

export const Figure = ({ chart, table, children, ...card }: FigureProps) => {
  const t = useText();
  const [isTable, setTable] = useState(false);
  const toggle = (
    <button type="button" className="btn gh small" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
      <Icon name="table" size={13} />
      {t("result.asTable")}
    </button>
  );
  return (
    <Card {...card} tools={toggle}>
      {isTable ? <div className="scroll">{table}</div> : chart}
      {children}
    </Card>
  );
};
