/** A net under one panel: it fails alone, says so in its own place, and can be tried again. The rest of the window lives on. */
import { Component, type ReactNode } from "react";
import { appState } from "../store/app-store.ts";
import { MESSAGES } from "../text/messages.ts";

type Props = { readonly className?: string; readonly children: ReactNode };
type State = { readonly fault: Error | undefined };

export class PanelBoundary extends Component<Props, State> {
  override state: State = { fault: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { fault: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === undefined) return this.props.children;
    const { language } = appState();
    return (
      <div className={`panel-fault ${this.props.className ?? ""}`} role="alert">
        <b>{MESSAGES["panel.failed"][language]}</b>
        <span className="muted">{MESSAGES["panel.rest"][language]}</span>
        <span className="mono">{fault.message}</span>
        <button type="button" className="btn" onClick={() => this.setState({ fault: undefined })}>
          {MESSAGES["panel.retry"][language]}
        </button>
      </div>
    );
  }
}
