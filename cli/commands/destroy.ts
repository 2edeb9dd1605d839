import { destroyStack, planDestruction } from "../../verbs/destroy.ts";
import { EXIT, Failure } from "../../verbs/failure.ts";
import type { CommandSpec } from "../call.ts";
import { confirmed } from "../confirm.ts";
import { runAndReport } from "../runAndReport.ts";
import { runLive } from "../runLive.ts";

export const destroy: CommandSpec = {
  name: "destroy",
  summary: "Deletes everything of an instance at Coolify. Volumes stay on the server.",
  words: { "[stack]": "which instance; not needed where the fleet has one" },
  options: { "--yes": "do not ask before deleting" },
  perform: async (call) => {
    const { stack, applications, forgotten } = await runLive(call.terminal, (run) => planDestruction(call.context, call.words[0], run));
    const what = `"${stack}"${forgotten ? ", which the YAML has no more," : ""} with its ${applications.length} applications`;
    if (!(await confirmed(call, `Delete ${what} (${applications.join(", ")})?`))) throw new Failure(EXIT.declined, "Nothing was deleted.");
    await runAndReport(call, (options) => destroyStack(call.context, stack, options));
    return EXIT.ok;
  },
};
