import type { Context } from "./context.ts";
import type { RunOptions, RunReport } from "./session.ts";
import { openVerified } from "./verified.ts";
import type { StackView } from "./view.ts";
import { viewOfState } from "./viewOfState.ts";

export interface UpReport extends RunReport {
  /** The stack as it is now. */
  view: StackView;
}

/**
 * Makes Coolify what the YAML says: creates, changes, deploys, waits and asks the applications themselves.
 * An interrupted or killed run is gone on with; what it made is found again.
 *
 * @throws Failure in a person's words, with its exit code
 */
export async function bringUp(context: Context, name: string | undefined, options: RunOptions): Promise<UpReport> {
  const { target, session } = await openVerified(context, name, options, true);
  const changes = await session.perform("up");
  const state = await session.settle();
  return { ...session.report(changes), view: viewOfState(target.resolved, state) };
}
