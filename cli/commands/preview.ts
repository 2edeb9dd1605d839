import { EXIT, Failure } from "../../verbs/failure.ts";
import { previewChanges } from "../../verbs/preview.ts";
import { renderMarkdown } from "../../verbs/pullRequest/markdown.ts";
import { previewInFull } from "../../verbs/pullRequest/previews.ts";
import { chooseResolved } from "../../verbs/target.ts";
import type { Call, CommandSpec } from "../call.ts";
import { runLive } from "../runLive.ts";
import { renderChanges } from "../terminal/summary.ts";

export const preview: CommandSpec = {
  name: "preview",
  summary: "Says what `up` would change. Sends nothing to Coolify.",
  words: { "[stack]": "which instance; not needed where the fleet has one" },
  options: {
    "--expect-no-changes": "end with code 7 when there is something to change",
    "--format <format>": "markdown: tables with old and new values, as in the comment on a pull request",
  },
  perform: async (call) => {
    const { context, terminal, words, options, json } = call;
    if (options.format !== undefined) return performAsMarkdown(call);
    const report = await runLive(terminal, (run) => previewChanges(context, words[0], run));
    terminal.result(json ? JSON.stringify(report) : renderChanges(report.changes, terminal.colors));
    return options.expectNoChanges && report.changes.length > 0 ? EXIT.changes : EXIT.ok;
  },
};

async function performAsMarkdown({ context, terminal, words, options, json }: Call): Promise<number> {
  if (options.format !== "markdown")
    throw new Failure(EXIT.usage, "The only other format is markdown.", "`--format markdown`, or `--json`.");
  const { stack } = chooseResolved(context, words[0]);
  const preview = await runLive(terminal, (run) => previewInFull(context, stack, run));
  terminal.result(json ? JSON.stringify(preview) : renderMarkdown([preview], { limit: Number.POSITIVE_INFINITY }));
  return options.expectNoChanges && preview.changes.length > 0 ? EXIT.changes : EXIT.ok;
}
