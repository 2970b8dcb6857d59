/** One choice of several, as a row of segments: arrow keys move it, the group is one stop of the tab key. */
import type { KeyboardEvent, ReactNode } from "react";

export type Option<T extends string> = { readonly value: T; readonly label: ReactNode; readonly name?: string };

type ChoiceProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  readonly className?: string;
  readonly itemClassName?: string;
};

export const Choice = <T extends string>({ label, value, options, onChange, className = "seg", itemClassName }: ChoiceProps<T>) => {
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = options.findIndex((option) => option.value === value);
    const next = options[(at + by + options.length) % options.length];
    if (next === undefined) return;
    onChange(next.value);
    const group = event.currentTarget;
    requestAnimationFrame(() => group.querySelector<HTMLElement>('[aria-checked="true"]')?.focus());
  };
  return (
    <div className={className} role="radiogroup" aria-label={label} onKeyDown={move}>
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a segment is a button that is also one of several choices; radio inputs cannot look like this without script
        <button
          key={option.value}
          type="button"
          role="radio"
          className={itemClassName}
          aria-checked={option.value === value}
          aria-label={option.name}
          tabIndex={option.value === value || !options.some((one) => one.value === value) ? 0 : -1}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
};

type SwitchProps = {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
  readonly className?: string;
};

export const Switch = ({ isOn, onChange, children, className = "layer" }: SwitchProps) => (
  <button type="button" role="switch" aria-checked={isOn} className={className} onClick={() => onChange(!isOn)}>
    <i className="sw" />
    {children}
  </button>
);
