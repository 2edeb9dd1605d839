import { faultLine } from "../../config/fault.ts";
import { findingLine } from "../../config/policies/check.ts";
import { configHistory, diffConfig, type Side } from "../../verbs/config/diff.ts";
import type { Difference } from "../../verbs/config/differences.ts";
import { type Explained, explainConfig } from "../../verbs/config/explain.ts";
import { exportStack, FORMATS } from "../../verbs/config/export/export.ts";
import { validateConfig } from "../../verbs/config/validate.ts";
import { EXIT } from "../../verbs/failure.ts";
import type { CommandGroup, CommandSpec } from "../call.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { schema } from "./schema.ts";

type Colors = Terminal["colors"];

const STACK = "which stack: an instance, a white-label, platform";

const validate: CommandSpec = {
  name: "validate",
  summary: "Reads all YAML files and says everything that is wrong in them, with file, line and column.",
  options: { "--policies": "hold it against the rules of the fleet too (policies.yaml excuses); an error among them ends with code 2" },
  perform: async ({ context, terminal, options, json }) => {
    const report = validateConfig(context, options.policies === true);
    const { colors } = terminal;
    if (json) terminal.result(JSON.stringify(report));
    else {
      if (report.valid)
        terminal.result(
          report.stacks.map(({ name, kind, files }) => `${colors.green("✓")} ${name} (${kind}, ${files.length} files)`).join("\n"),
        );
      for (const fault of report.faults) terminal.say(`${colors.red("✗")} ${faultLine(fault)}`);
      for (const finding of report.findings ?? [])
        terminal.say(`${finding.severity === "error" ? colors.red("✗") : colors.yellow("!")} ${findingLine(finding)}`);
    }
    return report.exit;
  },
};

const explain: CommandSpec = {
  name: "explain",
  summary: "Says which file and line set a value, and what that overrode.",
  words: { "<stack>": STACK, "<path>": "what: air-app-dev.limits.memory; limits.memory for every application; brand.primary" },
  perform: async ({ context, terminal, words, json }) => {
    const found = explainConfig(context, words[0] ?? "", words[1] ?? "");
    terminal.result(json ? JSON.stringify(found) : found.map((one) => renderExplained(one, terminal.colors)).join("\n\n"));
    return EXIT.ok;
  },
};

function renderExplained({ workload, path, value, setters }: Explained, colors: Colors): string {
  const subject = [workload, path].filter(Boolean).join(".");
  const lines = setters.map(({ file, line, column, value: written }, index) => {
    const shown = `${file}:${line}:${column}  ${show(written)}`;
    return index === 0 ? `  ${colors.green("set by")}    ${shown}` : `  ${colors.dim(`overrode  ${shown}`)}`;
  });
  return [`${colors.bold(subject)} = ${value === undefined ? "nothing" : show(value)}`, ...lines].join("\n");
}

const show = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

const diff: CommandSpec = {
  name: "diff",
  summary: "Compares configurations that were applied, or one of them with the YAML as it is now.",
  words: {
    "<stack>": STACK,
    "[from]": "1: the last apply (default), 2: the one before, or the beginning of a hash",
    "[to]": "the same, or now: the YAML as it is (default)",
  },
  options: { "--expect-no-changes": "end with code 7 when something differs" },
  perform: async ({ context, terminal, words, options, json }) => {
    const report = diffConfig(context, words[0] ?? "", words[1], words[2]);
    if (json) terminal.result(JSON.stringify(report));
    else {
      terminal.say(terminal.colors.dim(`${sideText(report.before)} → ${sideText(report.after)}`));
      terminal.result(renderDifferences(report.differences, terminal.colors));
    }
    return options.expectNoChanges && report.differences.length > 0 ? EXIT.changes : EXIT.ok;
  },
};

const sideText = ({ hash, at }: Side) => `${hash.slice(0, 12)} (${at ?? "now"})`;

function renderDifferences(found: readonly Difference[], colors: Colors): string {
  if (found.length === 0) return "No differences.";
  return found
    .map(({ path, before, after }) => {
      if (before === undefined) return `${colors.green("+")} ${path}: ${show(after)}`;
      if (after === undefined) return `${colors.red("-")} ${path}: ${show(before)}`;
      return `${colors.yellow("~")} ${path}: ${show(before)} → ${show(after)}`;
    })
    .join("\n");
}

const history: CommandSpec = {
  name: "history",
  summary: "Lists when which configuration was applied from here, newest first.",
  words: { "<stack>": STACK },
  perform: async ({ context, terminal, words, json }) => {
    const report = configHistory(context, words[0] ?? "");
    if (json) terminal.result(JSON.stringify(report));
    else if (report.applied.length === 0) terminal.result("Nothing was applied from here yet.");
    else
      terminal.result(
        report.applied
          .map(({ at, hash, changed }, index) => {
            const what = changed === null ? "the first" : `${changed} ${changed === 1 ? "value" : "values"} changed`;
            return `${String(index + 1).padStart(3)}  ${hash.slice(0, 12)}  ${at}  ${what}${hash === report.now ? "  = now" : ""}`;
          })
          .join("\n"),
      );
    return EXIT.ok;
  },
};

const exporting: CommandSpec = {
  name: "export",
  summary: "Writes a stack as env file, JSON, compose file or Kubernetes manifests. Secrets are references.",
  words: { "<stack>": STACK },
  options: {
    "--format <format>": `one of ${FORMATS.join(", ")}`,
    "--environment <name>": "only this environment",
    "--only <name>": "only this application, service or database",
  },
  perform: async ({ context, terminal, words, options, json }) => {
    const choice = { environment: options.environment as string | undefined, workload: options.only as string | undefined };
    const report = exportStack(context, words[0] ?? "", String(options.format ?? "json"), choice);
    terminal.result(json ? JSON.stringify(report) : report.text.trimEnd());
    for (const note of report.notes) terminal.say(`${terminal.colors.yellow("!")} ${note}`);
    if (report.needs.length > 0) terminal.say(`Set before it is used: ${report.needs.join(", ")}.`);
    return EXIT.ok;
  },
};

export const config: CommandGroup = {
  name: "config",
  summary: "Checks, explains, compares and exports the YAML. Asks no Coolify.",
  commands: [validate, { ...schema, name: "schema" }, explain, diff, history, exporting],
};
