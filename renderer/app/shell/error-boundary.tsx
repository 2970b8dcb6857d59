/** The last net: a component that fails leaves a sentence and a way on, never a white page. */
import { Component, type ReactNode } from "react";
import { appState } from "../store/app-store.ts";
import { MESSAGES } from "../text/messages.ts";

type State = { readonly fault: Error | undefined };

export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { fault: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { fault: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === undefined) return this.props.children;
    const { language } = appState();
    return (
      <div className="middle" role="alert">
        <div>
          <h1>{MESSAGES["fault.title"][language]}</h1>
          <p>{MESSAGES["fault.text"][language]}</p>
          <p className="mono">
            {fault.name}: {fault.message}
          </p>
          <button type="button" className="btn pri" onClick={() => location.reload()}>
            {MESSAGES["fault.reload"][language]}
          </button>
        </div>
      </div>
    );
  }
}
