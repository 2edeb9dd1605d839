import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import type { Context } from "../context.ts";
import { verifyConnection } from "../identity.ts";
import { nameOf } from "../pulumi/state.ts";
import { Run } from "../run.ts";
import { type RunOptions, Session } from "../session.ts";
import type { Target } from "../target.ts";

type Values = Record<string, unknown>;

/** What a plan file of Pulumi says of the inputs that a resource is to get (facts of Pulumi, 16.3). */
const PlanFile = z.object({
  resourcePlans: z.record(
    z.string(),
    z.object({
      steps: z.array(z.string()).nullish(),
      goal: z
        .object({
          inputDiff: z
            .object({
              adds: z.record(z.string(), z.unknown()).nullish(),
              updates: z.record(z.string(), z.unknown()).nullish(),
              deletes: z.array(z.string()).nullish(),
            })
            .nullish(),
        })
        .nullish(),
    }),
  ),
});

interface Exported {
  deployment: { resources?: { urn: string; inputs?: Values; outputs?: Values }[] };
}

/** Of a resource the inputs that may be taken over as they are: what is at Coolify already, or what says how it was made. */
const TAKEN: Record<string, string[]> = {
  Deployment: ["fingerprint", "release"],
  ServiceDeployment: ["fingerprint"],
  DatabaseDeployment: ["fingerprint"],
  ApplicationVariables: ["variables"],
  ServiceVariables: ["variables"],
  DatabaseVariables: ["variables"],
};

/**
 * After a change by hand was written into the YAML: Pulumi's state learns what is at Coolify, and that what runs was made of it, so
 * that the next `up` has nothing to do. Nothing is sent but reads.
 *
 * @param names logical names of the workloads of which everything was kept; the others stay due
 */
export async function settleKept(context: Context, target: Target, names: readonly string[], options: RunOptions): Promise<void> {
  const run = new Run(context);
  const { environment, refuseForeignState } = await verifyConnection(target.connection, context, run);
  const session = await Session.open(context, target.stack, run, options, { create: false, environment });
  refuseForeignState(await session.readState());
  await session.perform("refresh");
  await takeOverDue(context, session, names);
}

/** What of a preview is due although it is so already, for these workloads, is taken over into the state. */
export async function takeOverDue(context: Context, session: Session, names: readonly string[]): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pf-settle-"));
  try {
    const plan = path.join(folder, "plan.json");
    await session.perform("preview", { plan });
    const due = dueInputs(PlanFile.parse(JSON.parse(readFileSync(plan, "utf8"))), names);
    if (due.size > 0) await takeOver(context, session.stack, session.run, due);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** By URN the inputs that are due, of resources of which nothing else is. */
function dueInputs({ resourcePlans }: z.infer<typeof PlanFile>, names: readonly string[]): Map<string, Values> {
  const due = new Map<string, Values>();
  for (const [urn, { steps, goal }] of Object.entries(resourcePlans)) {
    const taken = TAKEN[urn.split("::").at(-2)?.split(":").at(-1) ?? ""] ?? [];
    const { adds, updates, deletes } = goal?.inputDiff ?? {};
    const values = { ...adds, ...updates };
    const isAll = (deletes ?? []).length === 0 && Object.keys(values).every((key) => taken.includes(key));
    const isOurs = names.some((name) => nameOf(urn) === `${name}-deployment` || nameOf(urn) === `${name}-variables`);
    if (isOurs && isAll && steps?.includes("update")) due.set(urn, values);
  }
  return due;
}

async function takeOver(context: Context, name: string, run: Run, due: ReadonlyMap<string, Values>): Promise<void> {
  const { openStack } = await import("../pulumi/stack.ts");
  const { stack } = await openStack(context, name, run, {}, false);
  const exported = (await stack.exportStack()) as unknown as Exported;
  for (const resource of exported.deployment.resources ?? []) {
    const values = due.get(resource.urn);
    if (!values) continue;
    resource.inputs = { ...resource.inputs, ...values };
    resource.outputs = { ...resource.outputs, ...values };
  }
  await stack.importStack(exported as never);
}
