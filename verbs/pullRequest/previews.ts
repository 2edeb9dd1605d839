import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadFleet, secretsOf, stackNamed } from "../../config/load.ts";
import { redact, withoutValues } from "../../providers/coolify/redact.ts";
import type { Context } from "../context.ts";
import { EXIT, Failure, toFailure } from "../failure.ts";
import { Run } from "../run.ts";
import { type RunOptions, Session } from "../session.ts";
import type { StackPreview } from "./change.ts";
import { changesOf } from "./changes.ts";

/** `stripe-key` → `PF_SECRET_STRIPE_KEY`. */
const variableOf = (name: string) => `PF_SECRET_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`;

/** What `up` would do to a stack, in full. Sends nothing to Coolify and changes nothing. @throws Failure */
export async function previewInFull(context: Context, stack: string, options: RunOptions): Promise<StackPreview> {
  try {
    return await previewAt(context, stack, options, false);
  } catch (error) {
    if (!(error instanceof Failure) || error.exit !== EXIT.unknownName) throw error;
  }
  // Nothing of it is there yet. A place of its own keeps the preview from leaving an empty stack in the state of everybody.
  const home = mkdtempSync(path.join(tmpdir(), "pf-preview-"));
  try {
    return await previewAt({ ...withMadeUpSecrets(context, [stack]), home, isolated: true }, stack, options, true);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function previewAt(context: Context, stack: string, options: RunOptions, create: boolean): Promise<StackPreview> {
  const session = await Session.open(context, stack, new Run(context), options, { create });
  // What is protected is shown too: `up` asks before it takes the protection away.
  const log = await session.performed("preview", { ignoreProtection: true });
  const { notices } = session.report([]);
  return { stack, outcome: "previewed", changes: changesOf(log, secretValues(context)), notices };
}

/** The same for several stacks, one after the other; one that fails is told as such and keeps no other back. */
export async function previewAll(context: Context, stacks: readonly string[], options: RunOptions): Promise<StackPreview[]> {
  const previews: StackPreview[] = [];
  for (const stack of stacks)
    previews.push(await previewInFull(context, stack, options).catch((error) => failed(context, stack, error, options)));
  return previews;
}

function failed(context: Context, stack: string, error: unknown, { signal }: RunOptions): StackPreview {
  if (signal?.aborted) throw error;
  const { message: told, hint, exit } = toFailure(error);
  const message = withoutValues(redact(told), secretValues(context));
  return { stack, outcome: "failed", changes: [], notices: [], failure: { message, hint, exit } };
}

/** Values of the environment that no text may show. */
export const secretValues = ({ environment }: Context): string[] =>
  Object.entries(environment).flatMap(([name, value]) =>
    /^PF_SECRET_|TOKEN|PASSPHRASE$|PASSWORD|_SECRET|BACKEND_URL/.test(name) && value && !value.startsWith("file:") ? [value] : [],
  );

const MADE_UP = "made-up-for-this-preview";

/** The context with something in the place of every secret that is missing, for runs that only look whether everything fits together. */
export function withMadeUpSecrets(context: Context, stacks: readonly string[]): Context {
  const fleet = loadFleet(context.config);
  const names = stacks.flatMap((stack) => secretsOf(stackNamed(fleet, stack))).map(variableOf);
  // GitHub gives an empty text for a secret that is not there.
  const missing = names.filter((name) => !context.environment[name]);
  return { ...context, environment: { ...context.environment, ...Object.fromEntries(missing.map((name) => [name, MADE_UP])) } };
}
