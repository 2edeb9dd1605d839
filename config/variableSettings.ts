import type { Settings } from "./resolved.ts";
import type { WrittenValue } from "./variables.ts";

/** What `literal: false` beside a value is called by the kinds of variables. */
const ARGUMENTS = {
  literal: "isLiteral",
  multiline: "isMultiline",
  buildtime: "isBuildtime",
  runtime: "isRuntime",
  comment: "comment",
} as const;

/** Settings of single variables, by their key; nothing where nobody says any. */
export function variableSettings(written: Readonly<Record<string, WrittenValue>>): { variableSettings?: Record<string, Settings> } {
  const entries = Object.entries(written).flatMap(([key, value]): [string, Settings][] => {
    const settings = typeof value === "object" ? settingsOf(value) : {};
    return Object.keys(settings).length > 0 ? [[key, settings]] : [];
  });
  return entries.length > 0 ? { variableSettings: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) } : {};
}

const settingsOf = (value: Exclude<WrittenValue, string | boolean>): Settings =>
  Object.fromEntries(
    Object.entries(ARGUMENTS).flatMap(([flag, argument]) => {
      const said = value[flag as keyof typeof ARGUMENTS];
      return said === undefined ? [] : [[argument, said]];
    }),
  );
