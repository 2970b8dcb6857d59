/** The polite corner of the window: read out when a screen reader has a moment, gone after a while, never holding the focus. */
import { useEffect, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { type Toast, useApp } from "../store/app-store.ts";
import { dismissToast } from "../store/toasts.ts";
import { useText } from "../text/use-text.ts";

/** Long enough to read the longest sentence twice; it waits while a pointer or the focus is on it. */
const SHOWN_MS = 9000;

const ToastCard = ({ toast: { id, tone, text, undo } }: { readonly toast: Toast }) => {
  const t = useText();
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => dismissToast(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, isHeld]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: holding the pointer over it only keeps it there
    <div
      className={`toast ${tone}`}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <Icon name={tone === "trouble" ? "triangleAlert" : "info"} size={15} />
      <span className="grow">{t(text)}</span>
      {undo !== undefined && (
        <button
          type="button"
          className="btn sm"
          onClick={() => {
            undo();
            dismissToast(id);
          }}
        >
          {t("app.undo")}
        </button>
      )}
      <button type="button" className="btn gh sm ic" aria-label={t("app.dismiss")} onClick={() => dismissToast(id)}>
        <Icon name="x" size={13} />
      </button>
    </div>
  );
};

export const Toasts = () => {
  const t = useText();
  const toasts = useApp((state) => state.toasts);
  return (
    <section className="toasts" aria-label={t("toast.region")} aria-live="polite" aria-relevant="additions">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  );
};
