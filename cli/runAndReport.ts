import type { RunOptions, RunReport } from "../verbs/session.ts";
import type { Call } from "./call.ts";
import { withInterrupt } from "./interrupt.ts";
import { createLive } from "./terminal/live.ts";
import { renderSummary } from "./terminal/summary.ts";

/** Runs a verb with live progress and ends with its summary. `more` adds what a verb has to show besides. */
export async function runAndReport<Report extends RunReport>(
  { terminal, json }: Call,
  verb: (options: RunOptions) => Promise<Report>,
  more: (report: Report) => string = () => "",
): Promise<Report> {
  const live = createLive(terminal);
  const report = await withInterrupt(terminal, (signal) => verb({ observer: live, signal })).finally(() => live.stop());
  if (json) terminal.result(JSON.stringify(report));
  else terminal.result([more(report), renderSummary(report, terminal.colors)].filter(Boolean).join("\n"));
  return report;
}
