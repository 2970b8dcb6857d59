/**
 * Cards that take a new result one after the other, each in a task of its own: a page of tables that all change at once would hold up
 * the picture, the keys and the hand for as long as all of them together take.
 */
import { type ComponentType, memo, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { ResultView } from "./use-result-view.ts";

const waiting = new Set<() => void>();
let isUnderWay = false;

const takeNext = (): void => {
  const [next] = waiting;
  if (next === undefined) {
    isUnderWay = false;
    return;
  }
  waiting.delete(next);
  flushSync(next);
  setTimeout(takeNext);
};

/** Answers how to give the turn up. */
const queue = (act: () => void): (() => void) => {
  waiting.add(act);
  if (!isUnderWay) setTimeout(takeNext);
  isUnderWay = true;
  return () => void waiting.delete(act);
};

type CardProps = { readonly view: ResultView };
type InTurnProps = CardProps & { readonly of: ComponentType<CardProps> };

const Shown = memo(({ of: Card, view }: InTurnProps) => <Card view={view} />);

export const InTurn = ({ of, view }: InTurnProps) => {
  const [shown, setShown] = useState<ResultView>();
  useEffect(() => queue(() => setShown(view)), [view]);
  return shown === undefined ? null : <Shown of={of} view={shown} />;
};
