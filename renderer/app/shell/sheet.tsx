/** A dialog in the middle of the window: the browser holds the focus in it and gives it back. */
import type { ReactNode } from "react";
import { setApp } from "../store/app-store.ts";
import { useText } from "../text/use-text.ts";
import { IconButton } from "./icon-button.tsx";
import { useModal } from "./use-modal.ts";

export const SheetFrame = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => {
  const t = useText();
  const dialog = useModal();
  const close = (): void => setApp({ sheet: undefined });
  return (
    <dialog ref={dialog} className="sheet" aria-labelledby="sheet-title" onClose={close}>
      <h2 id="sheet-title">
        <span className="grow">{title}</span>
        <IconButton icon="x" says={t("app.close")} onClick={close} />
      </h2>
      {children}
    </dialog>
  );
};
