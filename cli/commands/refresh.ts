import { EXIT } from "../../verbs/failure.ts";
import { refreshStack } from "../../verbs/refresh.ts";
import type { CommandSpec } from "../call.ts";
import { runAndReport } from "../runAndReport.ts";

export const refresh: CommandSpec = {
  name: "refresh",
  summary: "Reads what is really at Coolify, so that the next `up` puts right what was changed by hand.",
  words: { "[stack]": "which instance; not needed where the fleet has one" },
  perform: async (call) => {
    await runAndReport(call, (options) => refreshStack(call.context, call.words[0], options));
    return EXIT.ok;
  },
};
