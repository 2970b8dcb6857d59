/** Which language the command line speaks: --lang, else the locale; everything but Korean is answered in English. */
import type { Language, Text } from "../sim-core/model/units.ts";

export const isLanguage = (value: unknown): value is Language => value === "ko" || value === "en";

export const languageOf = (args: readonly string[], environment: NodeJS.ProcessEnv): Language => {
  for (const [i, arg] of args.entries()) {
    const value = arg === "--lang" ? args[i + 1] : arg.startsWith("--lang=") ? arg.slice("--lang=".length) : undefined;
    if (isLanguage(value)) return value;
  }
  const locale = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "";
  return locale.startsWith("ko") ? "ko" : "en";
};

export const say = (language: Language, text: Text): string => text[language];
