import type { Context } from "./context.ts";
import { untilStopped } from "./failure.ts";
import { verifyConnection } from "./identity.ts";
import { Run } from "./run.ts";
import { type RunOptions, Session } from "./session.ts";
import { chooseTarget, type Target } from "./target.ts";

/**
 * Opens a stack for a verb that may change something: first the YAML, then the token and the server, then what Pulumi remembers,
 * so that whatever is wrong is said before the first write.
 */
export async function openVerified(
  context: Context,
  name: string | undefined,
  options: RunOptions,
  create: boolean,
): Promise<{ target: Target; session: Session }> {
  const target = chooseTarget(context, name);
  const run = new Run(context);
  const verified = await untilStopped(verifyConnection(target.connection, context, run), options.signal);
  const session = await Session.open(context, target.stack, run, options, { create, environment: verified.environment });
  verified.refuseForeignState(await session.readState());
  return { target, session };
}
