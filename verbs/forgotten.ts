import { type Fleet, stacksOf, UnknownStackError } from "../config/load.ts";
import { serverConnection } from "../config/servers.ts";
import type { Context } from "./context.ts";
import { EXIT, Failure } from "./failure.ts";
import { verifyConnection } from "./identity.ts";
import { kindToken, type State } from "./pulumi/state.ts";
import { Run } from "./run.ts";
import { type RunOptions, Session } from "./session.ts";

/** What a stack may be called (config/fields.ts, Code); anything else is a slip and must not reach Pulumi. */
const NAME = /^[a-z][a-z0-9-]*$/;

/** A stack that the YAML has no more. */
export interface Forgotten {
  state: State;
  /** The same with Coolify asked and the token checked, for a verb that changes something. */
  verified(): Promise<{ session: Session }>;
}

/**
 * Opens a stack that only the state knows.
 *
 * @throws UnknownStackError when the state does not know it either
 */
export async function openForgotten(context: Context, fleet: Fleet, stack: string, options: RunOptions): Promise<Forgotten> {
  const unknown = new UnknownStackError(stack, Object.keys(stacksOf(fleet)));
  if (!NAME.test(stack)) throw unknown;
  const run = new Run(context);
  const open = (environment: Record<string, string>) => Session.open(context, stack, run, options, { create: false, environment });
  const session = await open({}).catch((error) => {
    throw error instanceof Failure && error.exit === EXIT.unknownName ? unknown : error;
  });
  const state = await session.readState();
  return {
    state,
    verified: async () => {
      const { environment, refuseForeignState } = await verifyConnection(
        serverConnection(fleet, coolifyOf(state, fleet), context.environment),
        context,
        run,
      );
      refuseForeignState(state);
      return { session: await open(environment) };
    },
  };
}

/** On which Coolify of the fleet it lives: the project says so where there are several. */
function coolifyOf({ resources }: State, fleet: Fleet): string {
  const named = resources.find(({ type }) => type === kindToken("Project"))?.inputs.coolify;
  return typeof named === "string" ? named : (Object.keys(fleet.servers)[0] ?? "");
}
