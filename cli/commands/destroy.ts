import { destroyStack, planDestruction } from "../../verbs/destroy.ts";
import { EXIT } from "../../verbs/failure.ts";
import type { CommandSpec } from "../call.ts";
import { CONFIRMING, confirmName } from "../confirm.ts";
import { runAndReport } from "../runAndReport.ts";
import { runLive } from "../runLive.ts";

export const destroy: CommandSpec = {
  name: "destroy",
  summary: "Deletes everything of a stack at Coolify, production too. Volumes stay on the server.",
  words: { "[stack]": "which instance or white-label; not needed where the fleet has one" },
  options: CONFIRMING,
  perform: async (call) => {
    const { context, terminal, words } = call;
    const { stack, workloads, forgotten } = await runLive(terminal, (run) => planDestruction(context, words[0], run));
    terminal.say(
      `Everything of "${stack}"${forgotten ? ", which the YAML has no more," : ""} goes: ${workloads.join(", ") || "nothing runs"}.`,
    );
    await confirmName(call, stack, "Everything of it is deleted");
    await runAndReport(call, (options) => destroyStack(context, stack, options));
    return EXIT.ok;
  },
};
