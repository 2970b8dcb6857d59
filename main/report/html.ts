/**
 * HTML that is safe by construction: whatever is put into a template is escaped, unless it is HTML made by a template itself. Titles,
 * ids and reasons come from foreign files.
 */

export type Html = { readonly html: string };
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[];

/** C0 and C1 controls have no place in a document; the rest is escaped for text and for attributes in double quotes. */
export const escapeHtml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are taken out
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

const textOf = (value: HtmlValue): string => {
  if (value === undefined || value === false) return "";
  if (typeof value === "string") return escapeHtml(value);
  if (typeof value === "number") return String(value);
  if ("html" in value) return value.html;
  return value.map(textOf).join("");
};

export const html = (parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html => ({
  html: parts.map((part, i) => part + textOf(values[i])).join(""),
});

export const NOTHING: Html = { html: "" };
