import { cpSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { loadFleet } from "../../config/load.ts";
import { serverConnection } from "../../config/servers.ts";
import { createHost, type Host } from "../../providers/coolify/host.ts";
import type { Context } from "../context.ts";
import { takeOverDue } from "../drift/settle.ts";
import { EXIT, Failure } from "../failure.ts";
import { connect, verifyConnection } from "../identity.ts";
import type { Step } from "../pulumi/events.ts";
import { type RequestCount, Run } from "../run.ts";
import { type RunOptions, Session } from "../session.ts";
import type { DraftedInstance } from "./draft.ts";
import { entriesOf, type ImportEntry, type Taken, takenFrom } from "./entries.ts";
import { type Foreign, type FoundProject, lookAtProject, type Owner } from "./look.ts";
import { plannedResources } from "./plan.ts";
import { fitting, requireFree, withDifferences, writeAndLoad, writeFiles } from "./yamlFiles.ts";

export interface ImportWish {
  /** Name or uuid at Coolify. */
  project: string;
  /** Code of the instance that it becomes; default: made of the name. */
  code?: string | undefined;
  /** Name in `servers.yaml`; default: the fleet's only one. */
  server?: string | undefined;
}

export interface ImportReport {
  stack: string;
  /** Files that were written, from the root of the configuration. */
  files: string[];
  /** What is in Pulumi's state now: kind and name. */
  taken: { kind: string; name: string }[];
  /** What stays as it is, and why. */
  foreign: Foreign[];
  /** Names of secrets, which stand in the stack's encrypted configuration. */
  secrets: string[];
  /** What the next `up` would change: nothing. */
  changes: Step[];
  requests: RequestCount;
  seconds: number;
}

/**
 * Makes an existing Coolify project an instance of the fleet: YAML and Pulumi's state, without a write to Coolify (CFG-7).
 *
 * @throws Failure with its exit code; then no file was written
 */
export async function importProject(context: Context, wish: ImportWish, options: RunOptions): Promise<ImportReport> {
  const fleet = loadFleet(context.config);
  const [only] = Object.keys(fleet.servers);
  const server = serverConnection(fleet, wish.server ?? only ?? "main", context.environment);
  const run = new Run(context);
  const { environment } = await verifyConnection(server, context, run);
  const asked = { ...context.environment, ...environment, PF_HOME: context.home, PF_RUN: run.folder };
  const owner = ownerOf(String(environment.PF_IDENTITY));
  const [connection, host] = [connect(server, context, run), createHost(asked)];
  const folder = mkdtempSync(path.join(os.tmpdir(), "pf-import-"));
  // Until everything fits, the YAML is tried on a copy.
  const copy: Context = { ...context, config: path.join(folder, path.basename(context.config)) };
  try {
    cpSync(context.config, copy.config, { recursive: true, filter: (file) => !file.endsWith(".ts") });
    const found = await lookAtProject(connection, host, wish.project, owner);
    const code = codeOf(wish, found);
    if (code in fleet.origins) throw new Failure(EXIT.usage, `The fleet has "${code}" already.`, "Name another one: --code <code>.");
    requireFree(context, code);
    const draft = fitting(copy, code, found);
    const session = await openEmpty(copy, code, run, options, environment, draft);
    let { planned, taken } = await compare(session, host, found, owner);
    let [text, next] = [draft.text, withDifferences(copy, draft, taken)];
    // What is written for one application is taken over by others of its environment, which then say what they have instead.
    for (let round = 0; next !== text && round < ROUNDS; round++) {
      ({ planned, taken } = await compare(session, host, found, owner));
      [text, next] = [next, withDifferences(copy, { ...draft, text: next }, taken)];
    }
    if (next !== text) writeAndLoad(copy, { ...draft, text });
    await importEntries(copy, code, run, environment, entriesOf(planned, taken));
    await takeOverDue(
      copy,
      session,
      [...draft.described.keys()].map(({ name }) => name),
    );
    const changes = await session.perform("preview");
    const files = writeFiles(context, { ...draft, text });
    return {
      stack: code,
      files,
      taken: taken.map(({ kind, planned: { name } }) => ({ kind, name })),
      foreign: [...found.foreign, ...differing(taken), ...hidden(found)],
      secrets: [...draft.secrets.keys()],
      changes,
      requests: run.requests(),
      seconds: run.seconds,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await Promise.all([connection.close(), host.close()]);
  }
}

/** How often the YAML is held against what is there, at most. */
const ROUNDS = 3;

async function compare(session: Session, host: Host, found: FoundProject, owner: Owner) {
  const planned = await plannedResources(session);
  return { planned, taken: await takenFrom(host, planned, found, owner) };
}

function ownerOf(identity: string): Owner {
  const { version, team } = JSON.parse(identity) as { version: string; team: { id: number; created_at: string } };
  return { team: team.id, since: team.created_at, version };
}

function codeOf({ code, project }: ImportWish, found: FoundProject): string {
  const made =
    code ??
    found.project.name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, "")
      .replace(/^[0-9]+/, "")
      .slice(0, 20);
  if (/^[a-z][a-z0-9]{1,19}$/.test(made)) return made;
  throw new Failure(
    EXIT.usage,
    `"${code ?? project}" gives no code for an instance.`,
    "Name one of 2 to 20 lower case letters and digits: --code <code>.",
  );
}

/** A stack of which nothing is known yet, with the secrets in its encrypted configuration. */
async function openEmpty(
  context: Context,
  code: string,
  run: Run,
  options: RunOptions,
  environment: Record<string, string>,
  draft: DraftedInstance,
) {
  const session = await Session.open(context, code, run, options, { create: true, environment });
  const { resources } = await session.readState();
  if (resources.some(({ id }) => id !== undefined))
    throw new Failure(EXIT.usage, `Pulumi knows a stack "${code}" already.`, "Name another code, or destroy that stack first.");
  const { openStack } = await import("../pulumi/stack.ts");
  const { stack } = await openStack(context, code, run, environment, false);
  for (const [name, value] of draft.secrets) await stack.setConfig(name, { value, secret: true });
  return session;
}

async function importEntries(
  context: Context,
  code: string,
  run: Run,
  environment: Record<string, string>,
  resources: ImportEntry[],
): Promise<void> {
  const { openStack } = await import("../pulumi/stack.ts");
  const { stack } = await openStack(context, code, run, environment, false);
  // Pulumi passes on every key of an entry, also those that its types do not name.
  await stack.import({ resources: resources as never, generateCode: false, protect: false });
}

const differing = (taken: readonly Taken[]): Foreign[] =>
  taken.flatMap(({ planned: { name }, differences, secrets }) =>
    differences.map(({ path: where, is }) => ({
      what: `${name} ${where}`,
      reason: secrets.some((secret) => where.startsWith(secret))
        ? "a secret that Coolify does not show"
        : `the YAML has no words for ${JSON.stringify(is ?? null)}; it stays as it is`,
    })),
  );

/** Contract 16.2: what is shown once is never shown again. */
const hidden = ({ workloads }: FoundProject): Foreign[] =>
  workloads.flatMap(({ name, variables }) =>
    Object.entries(variables)
      .filter(([, { value, isShownOnce }]) => value === undefined || isShownOnce)
      .map(([key]) => ({ what: `${name} variables.${key}`, reason: "Coolify does not show its value" })),
  );
