import { EXIT } from "../../verbs/failure.ts";
import { importProject } from "../../verbs/import/importProject.ts";
import type { CommandSpec } from "../call.ts";
import { runLive } from "../runLive.ts";
import { renderChanges } from "../terminal/summary.ts";

/** Steps of previews are no progress. */
const SILENT = { step: () => {}, deployment: () => {}, note: () => {} };

export const importing: CommandSpec = {
  name: "import",
  summary: "Makes a project that is at Coolify already an instance: YAML and state, without a write to Coolify.",
  words: { "<project>": "name or uuid of the project at Coolify" },
  options: {
    "--code <code>": "code of the instance; default: made of the project's name",
    "--server <name>": "the Coolify in servers.yaml that it is on, where there are several",
  },
  perform: async ({ context, terminal, words, options, json }) => {
    const wish = { project: words[0] ?? "", code: options.code as string | undefined, server: options.server as string | undefined };
    const report = await runLive(terminal, (run) => importProject(context, wish, { ...run, observer: SILENT }));
    if (json) terminal.result(JSON.stringify(report));
    else {
      const { colors } = terminal;
      terminal.result(`${colors.green("✓")} ${report.files.map((file) => `config/${file}`).join(", ")}`);
      terminal.result(report.taken.map(({ kind, name }) => `  ${colors.green("+")} ${kind} ${colors.bold(name)}`).join("\n"));
      for (const { what, reason } of report.foreign) terminal.say(`${colors.yellow("!")} ${what}: ${reason}.`);
      if (report.secrets.length > 0) terminal.say(`Secrets, encrypted in the stack's configuration: ${report.secrets.join(", ")}.`);
      terminal.say(report.changes.length === 0 ? "`pf preview` finds nothing to change." : renderChanges(report.changes, colors));
      terminal.say(unmarked(report.stack));
      terminal.say(colors.dim(`${report.requests.calls} requests, ${report.requests.writes} writes · ${report.seconds.toFixed(1)} s`));
    }
    return report.changes.length === 0 ? EXIT.ok : EXIT.changes;
  },
};

/** An import writes nothing, so it cannot mark anything either. */
const unmarked = (stack: string) =>
  `Coolify does not know yet whose it is: \`pf status\` does not find it, and neither would a run without this state. \`pf refresh ${stack}\`, then \`pf up ${stack}\` write our mark into the descriptions.`;
