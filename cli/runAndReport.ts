import type { RunOptions, RunReport } from "../verbs/session.ts";
import type { Call } from "./call.ts";
import { type Quietly, runLive } from "./runLive.ts";
import { renderNotices, renderSummary } from "./terminal/summary.ts";

/** Runs a verb with live progress and ends with its summary. `more` adds what a verb has to show besides. */
export async function runAndReport<Report extends RunReport>(
  { terminal, json }: Call,
  verb: (options: RunOptions, quietly: Quietly) => Promise<Report>,
  more: (report: Report) => string = () => "",
): Promise<Report> {
  const report = await runLive(terminal, verb);
  if (json) terminal.result(JSON.stringify(report));
  else
    terminal.result(
      [more(report), renderNotices(report, terminal.colors), renderSummary(report, terminal.colors)].filter(Boolean).join("\n"),
    );
  return report;
}
