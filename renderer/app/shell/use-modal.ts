/** A dialog that lies over everything from its first moment. Effects may run twice, and Chromium before 112 throws where it is open already. */
import { type RefObject, useEffect, useRef } from "react";

export const useModal = (): RefObject<HTMLDialogElement | null> => {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  return dialog;
};
