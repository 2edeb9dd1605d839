import type { Context } from "./context.ts";
import type { RunOptions, RunReport } from "./session.ts";
import { openVerified } from "./verified.ts";

/**
 * Deletes everything of one instance at Coolify: applications first, then environments, then the project. Volumes stay on the server.
 *
 * @throws Failure `unknownName` when the stack was never brought up
 */
export async function destroyStack(context: Context, name: string | undefined, options: RunOptions): Promise<RunReport> {
  const { session } = await openVerified(context, name, options, false);
  return session.report(await session.perform("destroy"));
}
