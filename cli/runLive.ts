import type { RunOptions } from "../verbs/session.ts";
import { withInterrupt } from "./interrupt.ts";
import { createLive } from "./terminal/live.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Takes the live lines away while somebody is asked. */
export type Quietly = <Answer>(ask: () => Promise<Answer>) => Promise<Answer>;

/** Runs a verb with live progress; Ctrl-C stops it gently. */
export async function runLive<Report>(
  terminal: Terminal,
  verb: (options: RunOptions, quietly: Quietly) => Promise<Report>,
): Promise<Report> {
  const live = createLive(terminal);
  try {
    return await withInterrupt(live.note, (signal) => verb({ observer: live, signal }, live.quietly));
  } finally {
    live.stop();
  }
}
