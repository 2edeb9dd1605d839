import type { DriftReport } from "../../verbs/drift/drift.ts";
import { diffLines, type EditedFile } from "../../verbs/drift/edits.ts";
import type { FieldDrift } from "../../verbs/drift/live.ts";
import { renderStep } from "./summary.ts";
import type { Terminal } from "./terminal.ts";

type Colors = Terminal["colors"];

/** What differs, a heading for each cause. */
export function renderDrift(report: DriftReport, colors: Colors): string {
  const { stack, changed, gone, foreign, notApplied, neverBroughtUp, requests, seconds } = report;
  if (neverBroughtUp) return `${colors.bold(stack)}  was never brought up from here: \`pf up ${stack}\`.`;
  const groups: [string, string[]][] = [
    [
      "Changed by hand in Coolify",
      changed.flatMap((one) => [
        `  ${colors.yellow("~")} ${one.kind} ${colors.bold(one.name)}`,
        ...one.fields.map((field) => renderField(field, colors)),
      ]),
    ],
    ["Gone from Coolify", gone.map(({ kind, name }) => `  ${colors.red("-")} ${kind} ${colors.bold(name)}`)],
    [
      "Made by hand in our project",
      foreign.map(({ type, name, place }) => `  ${colors.cyan("?")} ${type} ${colors.bold(name)}${place ? colors.dim(` (${place})`) : ""}`),
    ],
    ["In the YAML and not applied yet", notApplied.map((step) => renderStep(step, colors))],
  ];
  const told = groups.filter(([, lines]) => lines.length > 0).map(([title, lines]) => [colors.bold(title), ...lines].join("\n"));
  const summary = colors.dim(`${requests.calls} requests, ${requests.writes} writes · ${seconds.toFixed(1)} s`);
  return [`${colors.bold(stack)}  ${told.length > 0 ? "differs" : colors.green("no drift")}  ${summary}`, ...told].join("\n");
}

function renderField({ path, was, is, secret }: FieldDrift, colors: Colors): string {
  return `      ${path}: ${secret ? colors.dim("a secret value, changed") : `${show(was)} → ${show(is)}`}`;
}

const show = (value: unknown) =>
  value === undefined ? "nothing" : typeof value === "string" && value !== "" ? value : JSON.stringify(value);

/** What would change in the files, line by line. */
export function renderEdits(files: readonly EditedFile[], colors: Colors): string {
  const paint = { "+": colors.green, "-": colors.red, " ": colors.dim };
  return files
    .map(({ file, before, after }) =>
      [colors.bold(`config/${file}`), ...diffLines(before, after).map(({ sign, line }) => paint[sign](`${sign} ${line}`))].join("\n"),
    )
    .join("\n");
}
