import type { Context } from "./context.ts";
import { untilStopped } from "./failure.ts";
import { type Verified, verifyConnection } from "./identity.ts";
import type { State } from "./pulumi/state.ts";
import { Run } from "./run.ts";
import { type RunOptions, Session } from "./session.ts";
import { chooseTarget, type Target } from "./target.ts";

/** A stack whose Coolify answered. */
export interface Opened {
  target: Target;
  session: Session;
  /** What Pulumi remembers before the run. */
  state: State;
  /** Pulumi remembers nothing, yet Coolify has it: a state that was lost, or one that lies elsewhere. */
  isTakenOver: boolean;
}

/**
 * Opens a stack for a verb that may change something: first the YAML, then the token and the server, then what Pulumi remembers,
 * so that whatever is wrong is said before the first write.
 */
export async function openVerified(context: Context, name: string | undefined, options: RunOptions, create: boolean): Promise<Opened> {
  return openTarget(context, chooseTarget(context, name), options, create);
}

/** As `openVerified`, for a stack that was chosen already. @param known the Coolify, if it answered before in this command */
export async function openTarget(
  context: Context,
  target: Target,
  options: RunOptions,
  create: boolean,
  known?: Verified,
): Promise<Opened> {
  const run = new Run(context);
  const verified = known ?? (await untilStopped(verifyConnection(target.connection, context, run), options.signal));
  const session = await Session.open(context, target.stack, run, options, { create, environment: verified.environment });
  const state = await session.readState();
  verified.refuseForeignState(state);
  const isUnknown = state.resources.length === 0 && state.pendingCreations.length === 0;
  const isTakenOver = create && isUnknown && (await untilStopped(verified.stacksThere(run), options.signal)).has(target.stack);
  return { target, session, state, isTakenOver };
}
