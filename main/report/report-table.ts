/** Tables that a screen reader can walk: a caption, column heads, the first cell of each row as its head. Wider than a phone they scroll, by keyboard too. */
import { type Html, type HtmlValue, html } from "./html.ts";

export type TableColumn = { readonly title: string; readonly align?: "right" };

/** A row that is a single text heads the rows under it. */
export type TableRow = readonly HtmlValue[] | string;

export const table = (
  caption: string,
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
): Html => html`<div class="table" role="group" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ title, align }) => html`<th scope="col" class="${align ?? "left"}">${title}</th>`)}</tr></thead>
<tbody>${rows.map((row) => (typeof row === "string" ? html`<tr class="group"><th scope="rowgroup" colspan="${columns.length}">${row}</th></tr>` : plainRow(columns, row)))}</tbody>
</table></div>`;

const plainRow = (columns: readonly TableColumn[], row: readonly HtmlValue[]): Html =>
  html`<tr>${columns.map(({ align }, i) => (i === 0 ? html`<th scope="row" class="${align ?? "left"}">${row[i] ?? ""}</th>` : html`<td class="${align === "right" ? "right num" : "left"}">${row[i] ?? ""}</td>`))}</tr>`;

export const right = { align: "right" } as const;

export const list = (lines: readonly HtmlValue[]): Html => html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;

export const figure = (picture: Html, twin: Html): Html => html`<figure>${picture}${twin}</figure>`;
