import { readStatus } from "../../verbs/status.ts";
import type { CommandSpec } from "../call.ts";
import { renderServers, renderTree } from "../terminal/tree.ts";

export const status: CommandSpec = {
  name: "status",
  summary: "Shows every instance, product, white-label and server as it is now. A list each, no Pulumi.",
  words: { "[stack]": "only this stack" },
  perform: async ({ context, terminal, words, json }) => {
    const report = await readStatus(context, words[0]);
    if (json) terminal.result(JSON.stringify(report));
    else {
      for (const stack of [...report.instances, ...report.whiteLabels]) terminal.result(`${renderTree(stack, terminal.colors)}\n`);
      terminal.result(renderServers(report.servers, terminal.colors));
      for (const problem of report.errors) terminal.say(`${terminal.colors.red("✗")} ${problem.message}`);
    }
    return report.exit;
  },
};
