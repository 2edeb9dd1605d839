import { loadFleet, stackNamed, UnknownStackError } from "../config/load.ts";
import type { Context } from "./context.ts";
import { openForgotten } from "./forgotten.ts";
import { kindToken } from "./pulumi/state.ts";
import type { RunOptions, RunReport } from "./session.ts";
import { chooseStack } from "./target.ts";
import { openVerified } from "./verified.ts";
import { workloadsIn } from "./workload.ts";

/** What a person is asked about before it is deleted. */
export interface Destruction {
  stack: string;
  /** Names of the applications, services and databases; of the platform, of its servers and storages. */
  workloads: string[];
  /** The YAML has it no more: only Pulumi's state still knows it. */
  forgotten: boolean;
}

/** What a state names one by one; everything else belongs to these. */
const NAMED = ["Application", "Service", "Database", "Server", "S3Storage"].map(kindToken);

/**
 * Says what would be deleted, without asking Coolify.
 *
 * @throws UnknownStackError when neither the YAML nor the state knows the stack
 */
export async function planDestruction(context: Context, name: string | undefined, options: RunOptions): Promise<Destruction> {
  const fleet = loadFleet(context.config);
  const stack = chooseStack(fleet, name);
  try {
    const resolved = stackNamed(fleet, stack);
    const own = resolved.kind === "platform" ? [...resolved.servers, ...resolved.s3Storages] : workloadsIn(resolved);
    return { stack, workloads: own.map((workload) => workload.name), forgotten: false };
  } catch (error) {
    if (!(error instanceof UnknownStackError)) throw error;
    const { state } = await openForgotten(context, fleet, stack, options);
    const named = state.resources.filter(({ type }) => NAMED.includes(type));
    return { stack, workloads: named.map(({ inputs }) => String(inputs.name)), forgotten: true };
  }
}

/**
 * Deletes everything of one stack at Coolify: applications first, then environments, then the project. Volumes stay on the server.
 * What is protected goes too, so its name must have been typed before. A stack that was taken out of the YAML can still be deleted:
 * the state knows what it made.
 *
 * @throws Failure `unknownName` when the stack was never brought up
 */
export async function destroyStack(context: Context, name: string | undefined, options: RunOptions): Promise<RunReport> {
  const { session } = await open(context, name, options);
  return session.report(await session.perform("destroy", { ignoreProtection: true }));
}

async function open(context: Context, name: string | undefined, options: RunOptions) {
  try {
    return await openVerified(context, name, options, false);
  } catch (error) {
    if (!(error instanceof UnknownStackError) || name === undefined) throw error;
    return (await openForgotten(context, loadFleet(context.config), name, options)).verified();
  }
}
