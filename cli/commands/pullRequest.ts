import { EXIT } from "../../verbs/failure.ts";
import { previewPullRequest } from "../../verbs/pullRequest/pullRequest.ts";
import { touchedStacks } from "../../verbs/pullRequest/touchedStacks.ts";
import type { CommandGroup } from "../call.ts";
import { runLive } from "../runLive.ts";

const BASE = { "--base <commit>": "what HEAD is compared with; in a workflow on a pull request HEAD^1 (default: HEAD^1)" };

export const pullRequest: CommandGroup = {
  name: "pull-request",
  summary: "What a change means for the stacks, for workflows on GitHub.",
  commands: [
    {
      name: "preview",
      summary: "Previews the stacks that a change touches and says so in one comment on the pull request, updated in place.",
      options: { ...BASE, "--offline": "on the sandbox; so it is anyway without access to the state, as on a fork" },
      perform: async ({ context, terminal, options, json }) => {
        const base = String(options.base ?? "HEAD^1");
        const report = await runLive(terminal, (run) => previewPullRequest(context, { ...run, base, offline: options.offline === true }));
        terminal.result(json ? JSON.stringify(report) : report.markdown);
        terminal.say(report.comment ? `The comment was ${report.comment}.` : "No comment was written: the summary of the job has it all.");
        return report.exit;
      },
    },
    {
      name: "stacks",
      summary: "Lists the stacks that a change touches, a line each.",
      options: BASE,
      perform: async ({ context, terminal, options, json }) => {
        const touched = await touchedStacks(context, String(options.base ?? "HEAD^1"));
        if (json) terminal.result(JSON.stringify(touched));
        else for (const stack of touched.stacks) terminal.result(stack);
        return EXIT.ok;
      },
    },
  ],
};
