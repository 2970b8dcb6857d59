/** The tables of docs/formats/scenario.md that no schema holds: actions, variables of `when`, events for KPIs, how a step ends. */

import type { ActionSignature } from "./action-signature.ts";
import { KPI_EVENTS } from "./check-scenario-kpis.ts";
import type { JsonSchema } from "./document-shape.ts";
import { ACTION_NAMES, ACTIONS } from "./scenario-actions.ts";
import { WHEN_FUNCTIONS, WHEN_VARIABLES } from "./when-expression.ts";

const row = (...cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const inputRows = (schema: JsonSchema): readonly string[] => {
  const properties = (schema["properties"] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const required = (schema["required"] ?? []) as readonly string[];
  return Object.entries(properties).map(([name, property]) => {
    const fallback =
      property["default"] === undefined ? (required.includes(name) ? "required" : "") : `\`${JSON.stringify(property["default"])}\``;
    const words = property["enum"] === undefined ? "" : ` (${(property["enum"] as readonly unknown[]).join(", ")})`;
    return row(`\`${name}\``, fallback, `${String(property["description"] ?? "")}${words}`);
  });
};

const actionText = (name: string, { title, inputs, outputs, effect }: ActionSignature): string =>
  [
    `### \`${name}\` · ${title.en} (${title.ko})`,
    "",
    `${String(inputs.schema["description"] ?? "")} ${effect.en}`,
    "",
    "| with | default | meaning |",
    "|---|---|---|",
    ...inputRows(inputs.schema),
    ...Object.entries(outputs).map(([output, { doc }]) => `\nGives later steps \`$step.${output}\`: ${doc.en}.`),
    "",
  ].join("\n");

const variableRows = (): readonly string[] => [
  row("`nowS`", "double", "seconds since the start of the run"),
  ...Object.entries(WHEN_VARIABLES).flatMap(([source, fields]) =>
    Object.entries(fields).map(([name, { type, doc }]: [string, { readonly type: string; readonly doc: { readonly en: string } }]) =>
      row(`\`${source}.${name}\``, type, doc.en),
    ),
  ),
];

export const scenarioTables = (): string =>
  [
    "## How a step ends",
    "",
    "| outcome | when | takes |",
    "|---|---|---|",
    row("done", "the action did what it does", "approval + latency"),
    row("blocked", "a gate is closed (law, or no valid agreement on that day): nothing is sent", "nothing"),
    row("refused", "the agreement holds, a person or rule said no; it is not asked again", "approval"),
    row("timed out", "no answer within `timeoutS`; an answer at the same millisecond is late", "`timeoutS`"),
    row("failed", "permitted and answered, but it did not work", "approval + latency"),
    "",
    "A late answer is a sixth fact that changes nothing. Time-outs and failures are tried again `retry.max` times, after `backoffS` that doubles each time.",
    "A step in `without` is switched off: what its `onBlocked` says takes its place in silence.",
    "",
    "## Triggers and their modes",
    "",
    "Triggers that lead to a common step share their courses: a second trigger of the same case (incident, or none) joins the course that the first began.",
    "While a course still has steps under way, another firing is ignored (`single`), calls it off and begins anew (`restart`), waits (`queued`) or runs beside it (`parallel`).",
    "Calling off cancels steps under way, turns round units that have not arrived, and releases every signal held for them.",
    "",
    "## Actions",
    "",
    ...ACTION_NAMES.map((name) => actionText(name, ACTIONS[name])),
    "## `when`",
    "",
    `CEL with the operators == != < <= > >= + - * / && || ! ?: in and the functions ${WHEN_FUNCTIONS.map((name) => `\`${name}\``).join(", ")}. All numbers are double. At most 200 nodes, 16 levels, lists of 50.`,
    "",
    "| variable | type | meaning |",
    "|---|---|---|",
    ...variableRows(),
    "",
    "## Events that a KPI may name in `from` and `to`",
    "",
    `${KPI_EVENTS.map((name) => `\`${name}\``).join(", ")}. An event of a step may name it: \`StepDone:green\`.`,
    "",
  ].join("\n");
