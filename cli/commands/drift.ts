import { loadFleet, stacksOf } from "../../config/load.ts";
import { type Drift, type DriftReport, findDrift } from "../../verbs/drift/drift.ts";
import type { Keeping, Refusal } from "../../verbs/drift/keep.ts";
import { keepDrift, proposeKeeping } from "../../verbs/drift/keepDrift.ts";
import { EXIT } from "../../verbs/failure.ts";
import { chooseTarget, type Target, targetOf } from "../../verbs/target.ts";
import type { Call, CommandSpec } from "../call.ts";
import { confirmYes } from "../confirm.ts";
import { runLive } from "../runLive.ts";
import { renderDrift, renderEdits } from "../terminal/drift.ts";

export const drift: CommandSpec = {
  name: "drift",
  summary: "Says what differs between the YAML and Coolify, by its cause. Ends with 7 if anything does. Sends nothing but reads.",
  words: { "[stack]": "which stack; not needed where the fleet has one" },
  options: {
    "--all": "every stack of the fleet",
    "--keep": "write what was changed by hand into the YAML, after showing the change",
    "--yes": "with --keep: do not ask",
  },
  perform: async (call) => {
    const { context, terminal, options, json } = call;
    const reports: DriftReport[] = [];
    for (const target of targets(call)) {
      const found = await runLive(terminal, (run) => findDrift(context, target, { ...run, observer: SILENT }));
      if (!json) terminal.result(renderDrift(found.report, terminal.colors));
      reports.push(options.keep ? { ...found.report, ...(await keep(call, target, found)) } : found.report);
    }
    if (json) terminal.result(JSON.stringify(options.all ? reports : reports[0]));
    return reports.some(({ exit }) => exit !== EXIT.ok) ? EXIT.changes : EXIT.ok;
  },
};

/** Shows the edits, asks, writes. @returns what was kept and what could not be, and the exit code that is left of the drift */
async function keep(call: Call, target: Target, found: Drift): Promise<Partial<DriftReport> & { kept: Keeping[]; refused: Refusal[] }> {
  const { context, terminal } = call;
  const edits = await proposeKeeping(context, target, found);
  const { kept, refused } = edits;
  for (const { what, reason } of refused) terminal.say(`${terminal.colors.yellow("!")} ${what} cannot be kept: ${reason}.`);
  if (kept.length === 0) return { kept, refused };
  terminal.say(renderEdits(edits.files, terminal.colors));
  await confirmYes(call, "Write this into the YAML?");
  await runLive(terminal, (run) => keepDrift(context, target, found, edits, { ...run, observer: SILENT }));
  terminal.say(`${terminal.colors.green("✓")} Kept. Commit the change like any other.`);
  const rest = refused.length + found.report.notApplied.length;
  return { kept, refused, exit: rest === 0 ? EXIT.ok : EXIT.changes };
}

/** Steps of a preview are no progress: what came of them is in the report. */
const SILENT = { step: () => {}, deployment: () => {}, note: () => {} };

function targets({ context, options, words }: Call) {
  if (!options.all) return [chooseTarget(context, words[0])];
  const fleet = loadFleet(context.config);
  return Object.keys(stacksOf(fleet)).map((stack) => targetOf(context, fleet, stack));
}
