/** A button of one glyph. Its words are its name for whoever cannot see the glyph and, unless a longer hint is given, what the pointer reads. */
import type { ComponentProps } from "react";
import { Icon, type IconName } from "../icons/icon.tsx";

type IconButtonProps = Omit<ComponentProps<"button">, "type" | "children" | "title" | "aria-label"> & {
  readonly icon: IconName;
  readonly says: string;
  readonly hint?: string;
  readonly size?: number;
  readonly flip?: boolean;
};

export const IconButton = ({ icon, says, hint = says, size = 15, flip = false, className = "", ...rest }: IconButtonProps) => (
  <button type="button" className={`btn gh ic ${className}`} aria-label={says} title={hint} {...rest}>
    <Icon name={icon} size={size} flip={flip} />
  </button>
);
