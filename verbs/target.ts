import { type Fleet, loadFleet, stackNamed, stacksOf } from "../config/load.ts";
import type { ResolvedStack } from "../config/resolved.ts";
import { type ServerConnection, serverConnection } from "../config/servers.ts";
import type { Context } from "./context.ts";
import { EXIT, Failure } from "./failure.ts";

/** What a verb works on: one stack, what the YAML wants of it, and the Coolify it lives on. */
export interface Target {
  stack: string;
  resolved: ResolvedStack;
  connection: ServerConnection;
}

/**
 * Reads the fleet and chooses one stack of it. Without a name the fleet's only one is meant.
 *
 * @throws ConfigError (2), UnknownStackError (6), NotConfiguredError (2), Failure `usage` where a name is needed
 */
export function chooseTarget(context: Context, name: string | undefined): Target {
  const fleet = loadFleet(context.config);
  return targetOf(context, fleet, chooseStack(fleet, name));
}

/** As `chooseTarget`, with a fleet that was read already. */
export function targetOf(context: Context, fleet: Fleet, stack: string): Target {
  const resolved = stackNamed(fleet, stack);
  return { stack, resolved, connection: serverConnection(fleet, resolved.server, context.environment) };
}

/** As `chooseTarget`, for verbs that send nothing and so need no Coolify. */
export function chooseResolved(context: Context, name: string | undefined): { stack: string; resolved: ResolvedStack } {
  const fleet = loadFleet(context.config);
  const stack = chooseStack(fleet, name);
  return { stack, resolved: stackNamed(fleet, stack) };
}

/** The name of a stack; without one the fleet's only one is meant. @throws Failure `usage` where a name is needed */
export function chooseStack(fleet: Fleet, name: string | undefined): string {
  if (name !== undefined) return name;
  const names = Object.keys(stacksOf(fleet));
  const [only] = names;
  if (only !== undefined && names.length === 1) return only;
  throw new Failure(EXIT.usage, `Which one? The fleet has ${names.join(", ")}.`, `Name it: \`pf up ${only ?? "air"}\`, or \`--all\`.`);
}
