import { EXIT } from "../../verbs/failure.ts";
import { previewChanges } from "../../verbs/preview.ts";
import type { CommandSpec } from "../call.ts";
import { runLive } from "../runLive.ts";
import { renderChanges } from "../terminal/summary.ts";

export const preview: CommandSpec = {
  name: "preview",
  summary: "Says what `up` would change. Sends nothing to Coolify.",
  words: { "[stack]": "which instance; not needed where the fleet has one" },
  options: { "--expect-no-changes": "end with code 7 when there is something to change" },
  perform: async ({ context, terminal, words, options, json }) => {
    const report = await runLive(terminal, (run) => previewChanges(context, words[0], run));
    terminal.result(json ? JSON.stringify(report) : renderChanges(report.changes, terminal.colors));
    return options.expectNoChanges && report.changes.length > 0 ? EXIT.changes : EXIT.ok;
  },
};
