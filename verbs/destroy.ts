import { loadFleet, UnknownStackError } from "../config/load.ts";
import type { Context } from "./context.ts";
import { openForgotten } from "./forgotten.ts";
import { kindToken } from "./pulumi/state.ts";
import type { RunOptions, RunReport } from "./session.ts";
import { chooseStack } from "./target.ts";
import { openVerified } from "./verified.ts";

/** What a person is asked about before it is deleted. */
export interface Destruction {
  stack: string;
  /** Names of the applications. */
  applications: string[];
  /** The YAML has it no more: only Pulumi's state still knows it. */
  forgotten: boolean;
}

/**
 * Says what would be deleted, without asking Coolify.
 *
 * @throws UnknownStackError when neither the YAML nor the state knows the stack
 */
export async function planDestruction(context: Context, name: string | undefined, options: RunOptions): Promise<Destruction> {
  const fleet = loadFleet(context.config);
  const stack = chooseStack(fleet, name);
  const instance = Object.hasOwn(fleet.instances, stack) ? fleet.instances[stack] : undefined;
  if (instance) {
    const applications = [...instance.applications, ...instance.products.flatMap((product) => product.applications)];
    return { stack, applications: applications.map((application) => application.name), forgotten: false };
  }
  const { state } = await openForgotten(context, fleet, stack, options);
  const applications = state.resources.filter(({ type }) => type === kindToken("Application"));
  return { stack, applications: applications.map(({ inputs }) => String(inputs.name)), forgotten: true };
}

/**
 * Deletes everything of one instance at Coolify: applications first, then environments, then the project. Volumes stay on the server.
 * An instance that was taken out of the YAML can still be deleted: the state knows what it made.
 *
 * @throws Failure `unknownName` when the stack was never brought up
 */
export async function destroyStack(context: Context, name: string | undefined, options: RunOptions): Promise<RunReport> {
  const { session } = await open(context, name, options);
  return session.report(await session.perform("destroy"));
}

async function open(context: Context, name: string | undefined, options: RunOptions) {
  try {
    return await openVerified(context, name, options, false);
  } catch (error) {
    if (!(error instanceof UnknownStackError) || name === undefined) throw error;
    return (await openForgotten(context, loadFleet(context.config), name, options)).verified();
  }
}
