import "@fontsource-variable/noto-sans-kr/index.css";
import "./tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/docks.css";
import "./styles/chain.css";
import "./styles/runs.css";
import "./styles/inspector.css";
import "./styles/screens.css";
import "./styles/result.css";
import "./styles/split.css";
import "./styles/timeline.css";
import "./styles/run-rows.css";
import "./styles/frame.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { startSession } from "./project/session.ts";
import { SessionContext } from "./project/session-context.ts";
import { ErrorBoundary } from "./shell/error-boundary.tsx";

const container = document.getElementById("root");
if (container === null) throw new Error("the page has no root");
const session = startSession();
createRoot(container).render(
  <StrictMode>
    <ErrorBoundary>
      <SessionContext value={session}>
        <App />
      </SessionContext>
    </ErrorBoundary>
  </StrictMode>,
);
void session.openDefault().then(session.attend);
