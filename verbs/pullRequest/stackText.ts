import type { FieldChange, Operation, ResourceChange, StackPreview } from "./change.ts";
import { cell, code, WIDEST } from "./text.ts";

/** How much of a stack is told. Each level leaves out what matters least of what the one before it told. */
export const LEVELS = [
  { left: "" },
  { left: "values are cut after 40 characters", widest: 40 },
  { left: "what is created is counted, not listed", widest: 40, operations: ["deleted", "replaced", "changed", "deployed"] },
  {
    left: "changed fields are named without their values",
    widest: 40,
    operations: ["deleted", "replaced", "changed", "deployed"],
    fields: "names",
  },
  { left: "changes and deployments are counted, not listed", widest: 40, operations: ["deleted", "replaced"], fields: "names" },
  {
    left: "of deletions and replacements the first are listed",
    widest: 40,
    operations: ["deleted", "replaced"],
    fields: "names",
    rows: 250,
  },
  { left: "only data at risk is listed, the rest is counted", widest: 40, operations: [], risks: 20 },
  { left: "of data at risk only the first cases are listed", widest: 40, operations: [], risks: 3 },
  { left: "some stacks are counted only", widest: 40, operations: [], risks: 0, only: "counts" },
] as const satisfies Level[];

interface Level {
  /** In words, for the reader. */
  left: string;
  widest?: number;
  operations?: readonly Operation[];
  fields?: "names";
  /** How many resources are listed. */
  rows?: number;
  /** How many cases of data at risk are listed. */
  risks?: number;
  only?: "counts";
}

const HEAD = "| | resource | field | old | new |\n|---|---|---|---|---|";

/** Everything about one stack, below its heading. Empty where nothing of it is told at this level. */
export function stackText({ stack, outcome, changes, notices, failure }: StackPreview, at: number): string {
  const level: Level = LEVELS[at] ?? LEVELS[0];
  if (level.only === "counts") return "";
  const widest = level.widest ?? WIDEST;
  const rows = changes
    .filter(({ operation }) => level.operations?.includes(operation) ?? true)
    .slice(0, level.rows)
    .flatMap((change) => rowsOf(change, level, widest));
  const blocks = [
    outcome === "removed" ? `No longer described. Merging deletes nothing: \`pf destroy\` does, once somebody types the name.` : "",
    failure ? failureText(failure, at) : "",
    riskText(changes, level.risks ?? 200, widest),
    rows.length > 0 ? [HEAD, ...rows].join("\n") : "",
    ...notices.slice(0, at > 3 ? 0 : 20).map((notice) => `- ${code(notice, 400)}`),
  ].filter(Boolean);
  return blocks.length === 0 ? "" : [`### ${code(stack, 80)}`, ...blocks].join("\n\n");
}

function failureText({ message, hint }: NonNullable<StackPreview["failure"]>, at: number): string {
  const lines = message.split("\n").slice(0, at > 3 ? 2 : 12);
  const told = [...lines, ...(hint ? [`→ ${hint}`] : [])].map((line) => `> ${code(line, 400)}<br>`);
  return [`> [!WARNING]`, `> It cannot be said what would happen:<br>`, ...told].join("\n");
}

const SERIOUS = { lost: 0, refused: 1, perhaps: 2 };

function riskText(changes: readonly ResourceChange[], most: number, widest: number): string {
  const all = changes.flatMap(({ kind, name, risk }) => (risk ? [{ kind, name, risk }] : []));
  if (all.length === 0 || most === 0) return "";
  const sorted = all.toSorted((one, other) => SERIOUS[one.risk.weight] - SERIOUS[other.risk.weight]);
  const lines = sorted.slice(0, most).map(({ kind, name, risk }) => `> - ${code(`${kind} ${name}`, widest)} ${risk.words}`);
  const more = all.length > most ? [`> - and ${all.length - most} more.`] : [];
  return ["> [!CAUTION]", "> **Data at risk**", ...lines, ...more].join("\n");
}

function rowsOf({ operation, kind, name, fields }: ResourceChange, level: Level, widest: number): string[] {
  const resource = cell(`${kind} ${name}`, widest);
  const row = (...cells: string[]) => `| ${[operation, resource, ...cells].join(" | ")} |`;
  if (fields.length === 0) return [row("", "", "")];
  if (level.fields === "names") return [row(cell(fields.map(({ path }) => path).join(", "), 120), "", "")];
  return fields.map((field) => row(cell(field.path, widest), side(field, "old", widest), side(field, "new", widest)));
}

const side = (field: FieldChange, which: "old" | "new", widest: number) => {
  const text = field[which];
  return text === undefined ? "–" : cell(text, widest);
};
