import { EXIT, Failure } from "../../verbs/failure.ts";
import { previewChanges } from "../../verbs/preview.ts";
import { chooseTarget } from "../../verbs/target.ts";
import { bringUp } from "../../verbs/up.ts";
import type { Call, CommandSpec } from "../call.ts";
import { confirmed } from "../confirm.ts";
import { runAndReport } from "../runAndReport.ts";
import { runLive } from "../runLive.ts";
import { renderChanges } from "../terminal/summary.ts";
import { renderTree } from "../terminal/tree.ts";

export const up: CommandSpec = {
  name: "up",
  summary: "Makes Coolify what the YAML says: creates, changes, deploys, checks, and says where everything answers.",
  words: { "[stack]": "which instance (air, baiv, …); not needed where the fleet has one" },
  options: { "--yes": "do not ask before changing anything" },
  perform: async (call) => {
    // Whatever is wrong with the command or the settings is said before somebody reads a plan.
    chooseTarget(call.context, call.words[0]);
    if (!call.options.yes) await askAboutPlan(call);
    await runAndReport(
      call,
      (options) => bringUp(call.context, call.words[0], options),
      ({ view }) => renderTree(view, call.terminal.colors),
    );
    return EXIT.ok;
  },
};

async function askAboutPlan(call: Call): Promise<void> {
  const { context, terminal, words } = call;
  const planned = await runLive(terminal, (run) => previewChanges(context, words[0], run));
  terminal.say(renderChanges(planned.changes, terminal.colors));
  if (planned.changes.length > 0 && !(await confirmed(call, `Make these changes to "${planned.stack}"?`))) {
    throw new Failure(EXIT.declined, "Nothing was changed.");
  }
}
