import { filledText } from "./text.ts";

/** Words that Coolify takes for a cron expression (contract 7). */
const WORDS = new Set([
  ...["every_minute", "hourly", "daily", "weekly", "monthly", "yearly"],
  ...["@hourly", "@daily", "@weekly", "@monthly", "@yearly"],
]);

/** Smallest and greatest number, words and letters of each of the five parts. */
const PARTS: readonly { readonly from: number; readonly to: number; readonly words?: string; readonly special?: RegExp }[] = [
  { from: 0, to: 59 },
  { from: 0, to: 23 },
  { from: 1, to: 31, special: /^(\?|L|LW|([1-9]|[12]\d|3[01])W)$/ },
  { from: 1, to: 12, words: "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC" },
  { from: 0, to: 7, words: "SUN MON TUE WED THU FRI SAT", special: /^(\?|L|[0-7]L|[0-7]#[1-5])$/ },
];

/** A value, a range, a step or everything. */
function fits(item: string, { from, to, words = "", special }: (typeof PARTS)[number]): boolean {
  if (special?.test(item)) return true;
  const [, range = "", step = "1"] = /^([^/]+)(?:\/(\d+))?$/.exec(item) ?? [];
  const ends = range === "*" ? [] : range.split("-");
  const isValue = (end: string) =>
    /^\d+$/.test(end) ? Number(end) >= from && Number(end) <= to : end !== "" && words.split(" ").includes(end.toUpperCase());
  return range !== "" && Number(step) > 0 && ends.length <= 2 && ends.every(isValue);
}

/** Whether Coolify understands when to run: one of its words, or a cron expression of five parts. */
export function isFrequency(text: string): boolean {
  if (WORDS.has(text)) return true;
  const parts = text.split(/\s+/);
  return parts.length === PARTS.length && PARTS.every((part, index) => (parts[index] ?? "").split(",").every((item) => fits(item, part)));
}

/** When something runs: `0 3 * * *`, or a word such as `daily`. Read back as it was sent. */
export const frequency = () =>
  filledText().refine(isFrequency, "must be a cron expression of five parts such as 0 3 * * *, or hourly, daily, weekly, monthly, yearly");
