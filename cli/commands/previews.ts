import { EXIT, Failure, untilStopped } from "../../verbs/failure.ts";
import { cleanPreviews } from "../../verbs/previews/clean.ts";
import { findPreviews, LOOK_BACK_DAYS } from "../../verbs/previews/find.ts";
import { Run } from "../../verbs/run.ts";
import type { Call, CommandGroup } from "../call.ts";
import { confirmYes } from "../confirm.ts";
import { runLive } from "../runLive.ts";
import { renderCleaned, renderPreviews } from "../terminal/previews.ts";

const STACK = { "[stack]": "which stack; without it, the whole fleet" };
const LOOKING = { "--look-back <days>": `how many days beyond its lifetime a preview is looked for (default: ${LOOK_BACK_DAYS})` };

export const previews: CommandGroup = {
  name: "previews",
  summary: "Deployments of pull requests: which there are, and taking away those past their lifetime.",
  commands: [
    {
      name: "list",
      summary: "Lists deployments of pull requests, by age. Coolify does not tell which of the old ones it has taken away already.",
      words: STACK,
      options: LOOKING,
      perform: async (call) => {
        const { terminal, json } = call;
        const found = await find(call, new Run(call.context));
        terminal.result(json ? JSON.stringify(found) : renderPreviews(found, terminal.colors));
        return EXIT.ok;
      },
    },
    {
      name: "clean",
      summary: "Takes away deployments of pull requests that are past their lifetime (`previews.lifetime`), after showing them.",
      words: STACK,
      options: { ...LOOKING, "--yes": "do not ask" },
      perform: async (call) => {
        const { context, terminal, json } = call;
        const run = new Run(context);
        const due = (await find(call, run)).filter((preview) => preview.due);
        if (due.length > 0) {
          terminal.say(renderPreviews(due, terminal.colors));
          await confirmYes(call, `Take away ${due.length === 1 ? "this preview" : `these ${due.length} previews`}?`);
        }
        const report = await runLive(terminal, ({ signal }) => cleanPreviews(context, due, { run, lookBack: lookBackOf(call), signal }));
        terminal.result(json ? JSON.stringify({ ...report, requests: run.requests() }) : renderCleaned(report.previews, terminal.colors));
        return report.exit;
      },
    },
  ],
};

const find = (call: Call, run: Run) =>
  runLive(call.terminal, ({ signal }) =>
    untilStopped(findPreviews(call.context, call.words[0], { run, lookBack: lookBackOf(call) }), signal),
  );

function lookBackOf({ options }: Call): number | undefined {
  if (options.lookBack === undefined) return undefined;
  const days = /^\d{1,4}d?$/.test(String(options.lookBack)) ? Number.parseInt(String(options.lookBack), 10) : undefined;
  if (days === undefined) throw new Failure(EXIT.usage, "--look-back takes a number of days.", "For example `--look-back 90`.");
  return days;
}
