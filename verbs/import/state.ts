import type { Context } from "../context.ts";
import { EXIT, Failure } from "../failure.ts";
import type { Run } from "../run.ts";
import { type RunOptions, Session } from "../session.ts";
import type { ImportEntry } from "./entries.ts";

/** What opens the stack of an import. */
export interface Opening {
  context: Context;
  code: string;
  run: Run;
  options: RunOptions;
  environment: Record<string, string>;
  /** An import of this project was killed: what it put into the state is forgotten, which Coolify hears nothing of. */
  isAgain: boolean;
}

interface Exported {
  deployment: { resources?: { urn: string; protect?: boolean }[]; pending_operations?: unknown[] };
}

/** A stack of which nothing is known yet. @throws Failure where something is */
export async function openEmpty(opening: Opening): Promise<Session> {
  const { context, code, run, options, environment, isAgain } = opening;
  const session = await Session.open(context, code, run, options, { create: true, environment });
  const { resources } = await session.readState();
  if (!resources.some(({ id }) => id !== undefined)) return session;
  if (!isAgain)
    throw new Failure(
      EXIT.usage,
      `Pulumi knows a stack "${code}" already, and no file describes it.`,
      `Name another one: --code <code>. If an import on another machine was cut off, \`pulumi stack rm ${code} --force\` forgets it; nothing at Coolify is touched by that.`,
    );
  await edited(opening, (deployment) => {
    deployment.resources = [];
    deployment.pending_operations = [];
  });
  return session;
}

/** Secrets go into the stack's encrypted configuration. */
export async function keepSecrets(opening: Opening, secrets: ReadonlyMap<string, string>): Promise<void> {
  const stack = await stackOf(opening);
  for (const [name, value] of secrets) await stack.setConfig(name, { value, secret: true });
}

/** @param isProtected by logical name: what may go only once its name was typed */
export async function importEntries(opening: Opening, resources: readonly ImportEntry[], isProtected: ReadonlySet<string>): Promise<void> {
  const stack = await stackOf(opening);
  // Pulumi passes on every key of an entry, also those that its types do not name.
  await stack.import({ resources: resources as never, generateCode: false, protect: false });
  await edited(opening, (deployment) => {
    for (const resource of deployment.resources ?? []) resource.protect = isProtected.has(resource.urn);
  });
}

async function edited(opening: Opening, edit: (deployment: Exported["deployment"]) => void): Promise<void> {
  const stack = await stackOf(opening);
  const exported = (await stack.exportStack()) as unknown as Exported;
  edit(exported.deployment);
  await stack.importStack(exported as never);
}

async function stackOf({ context, code, run, environment }: Opening) {
  const { openStack } = await import("../pulumi/stack.ts");
  return (await openStack(context, code, run, environment, false)).stack;
}
