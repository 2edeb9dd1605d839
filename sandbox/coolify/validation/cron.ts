/** What Coolify makes of its words where it stores them as cron expressions. */
export const CRON_OF_WORD: Readonly<Record<string, string>> = {
  every_minute: "* * * * *",
  hourly: "0 * * * *",
  daily: "0 0 * * *",
  weekly: "0 0 * * 0",
  monthly: "0 0 1 * *",
  yearly: "0 0 1 1 *",
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
};

/** Words that Coolify takes for a frequency beside cron expressions (bootstrap/helpers/constants.php), and those of the cron library. */
const WORDS = new Set([
  ...["every_minute", "hourly", "daily", "weekly", "monthly", "yearly"],
  ...["@hourly", "@daily", "@weekly", "@monthly", "@yearly", "@annually", "@midnight"],
]);

/** A field of a cron expression: its numbers, the words for them, and what else it may hold. */
interface Field {
  readonly from: number;
  readonly to: number;
  readonly words?: readonly string[];
  readonly special?: RegExp;
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const FIELDS: readonly Field[] = [
  { from: 0, to: 59 },
  { from: 0, to: 23 },
  { from: 1, to: 31, special: /^(\?|L|LW|(?:[1-9]|[12]\d|3[01])W)$/ },
  { from: 1, to: 12, words: MONTHS },
  { from: 0, to: 7, words: DAYS, special: /^(\?|L|[0-7]L|[0-7]#[1-5])$/ },
];

/** Whether a text is a frequency: a word or a cron expression of five fields (contract 7). */
export function isFrequency(text: unknown): boolean {
  if (typeof text !== "string") return false;
  if (WORDS.has(text)) return true;
  const parts = text.split(/\s+/).filter(Boolean);
  return (
    parts.length === FIELDS.length && FIELDS.every((field, index) => (parts[index] ?? "").split(",").every((part) => fits(part, field)))
  );
}

/** One part of a list: everything, a value, a range, or a step through one of these. */
function fits(part: string, field: Field): boolean {
  if (field.special?.test(part)) return true;
  const [range = "", step, ...rest] = part.split("/");
  if (rest.length > 0 || (step !== undefined && !/^0*[1-9]\d*$/.test(step))) return false;
  if (range === "*") return true;
  const ends = range.split("-");
  return ends.length <= 2 && ends.every((end) => isValue(end, field));
}

function isValue(text: string, { from, to, words = [] }: Field): boolean {
  if (words.includes(text.toUpperCase())) return true;
  return /^\d+$/.test(text) && Number(text) >= from && Number(text) <= to;
}
