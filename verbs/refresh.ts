import type { Context } from "./context.ts";
import type { RunOptions, RunReport } from "./session.ts";
import { openVerified } from "./verified.ts";

/**
 * Reads from Coolify what is really there and remembers it, so that the next `up` puts right what was changed by hand.
 *
 * @throws Failure `unknownName` when the stack was never brought up
 */
export async function refreshStack(context: Context, name: string | undefined, options: RunOptions): Promise<RunReport> {
  const { session } = await openVerified(context, name, options, false);
  return session.report(await session.perform("refresh"));
}
