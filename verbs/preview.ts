import type { Context } from "./context.ts";
import { Run } from "./run.ts";
import { type RunOptions, type RunReport, Session } from "./session.ts";
import { chooseResolved } from "./target.ts";

/** Says what `up` would do. Sends nothing to Coolify and changes nothing. */
export async function previewChanges(context: Context, name: string | undefined, options: RunOptions): Promise<RunReport> {
  const { stack } = chooseResolved(context, name);
  const session = await Session.open(context, stack, new Run(context), options, { create: true });
  return session.report(await session.perform("preview"));
}
