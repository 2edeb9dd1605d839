import type { z } from "zod";
import { isRecord, isSame } from "../../providers/coolify/values.ts";
import { definitionOf, type Peeled, peel } from "../../tools/docs/schema.ts";
import { madeUp } from "./leaves.ts";

const texts = (value: unknown) =>
  typeof value === "string" && value !== "" ? [`${value} 2`, `${value}-2`, `${value}2`, `2${value}`] : ["two", "/two", "2"];

const numbers = (value: unknown, core: z.ZodType) => {
  const { minValue, maxValue } = core as z.ZodNumber;
  const around = typeof value === "number" ? [value + 1, value - 1] : [minValue ?? 1, 1, 2];
  return [...around, minValue, maxValue].filter((number) => number !== undefined && number !== null && Number.isFinite(number));
};

const lists = (value: unknown, element: z.ZodType | undefined) => {
  const items = Array.isArray(value) ? value : [];
  const [first, ...rest] = items;
  const others = element ? otherValues(peel(element), first) : [];
  return [...others.slice(0, 4).map((other) => [other, ...rest]), ...(items.length > 1 ? [items.slice(0, -1)] : []), []];
};

const records = (value: unknown, valueType: z.ZodType | undefined) => {
  const [[key, first] = ["KEY", undefined], ...rest] = Object.entries(isRecord(value) ? value : {});
  const others = valueType ? otherValues(peel(valueType), first) : [];
  return [...others.slice(0, 4).map((other) => Object.fromEntries([[key, other], ...rest])), Object.fromEntries(rest)];
};

/** Values that a field may have instead, the likeliest first: examples, then what its type allows. Not all need be legal. */
export function otherValues({ core, meta }: Peeled, value: unknown): unknown[] {
  const definition = definitionOf(core);
  const byType: Record<string, () => unknown[]> = {
    boolean: () => [value !== true, value === true],
    number: () => numbers(value, core),
    string: () => texts(value),
    enum: () => Object.values(definition.entries ?? {}),
    literal: () => [...(definition.values ?? [])],
    union: () => (definition.options ?? []).flatMap((option) => otherValues(peel(option), value)),
    array: () => lists(value, definition.element),
    record: () => records(value, definition.valueType),
    object: () => [madeUp(core)],
  };
  const all = [...(meta.examples ?? []), ...(byType[definition.type]?.() ?? [])];
  return all.filter((other) => other !== undefined && !isSame(other, value));
}

const LONG = 5000;

/** Texts that are easily changed on the way to Coolify and back. `unset` is `undefined`. */
export function valueClasses({ core }: Peeled, value: unknown): [name: string, value: unknown][] {
  const text = typeof value === "string" && value !== "" ? value : "text";
  const most = (core as z.ZodString).maxLength ?? LONG;
  return [
    ["empty", ""],
    ["null", null],
    ["unset", undefined],
    ["Unicode", `${text}Ünïcödé 漢字 🚀`],
    ["only letters of other scripts", `${text}ñß漢`],
    ["longest", text + "a".repeat(Math.max(0, most - text.length))],
    ["one too long", text + "a".repeat(Math.max(0, most + 1 - text.length))],
    ["trailing newline", `${text}\n`],
    ["trailing space", `${text} `],
    ["leading space", ` ${text}`],
    ["Windows line ends", `${text}\r\n${text}`],
    ["upper case", text.toUpperCase()],
  ];
}
