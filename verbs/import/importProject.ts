import { cpSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Fleet, loadFleet } from "../../config/load.ts";
import { serverConnection } from "../../config/servers.ts";
import { createHost, type Host } from "../../providers/coolify/host.ts";
import type { Context } from "../context.ts";
import { takeOverDue } from "../drift/settle.ts";
import { EXIT, Failure } from "../failure.ts";
import { connect, verifyConnection } from "../identity.ts";
import type { Step } from "../pulumi/events.ts";
import { type RequestCount, Run } from "../run.ts";
import type { RunOptions, Session } from "../session.ts";
import { coreOf } from "./core.ts";
import { editsOf, setDifferingAside, wordless } from "./differences.ts";
import type { DraftedInstance, DraftWish } from "./draft.ts";
import { entriesOf, type Taken, takenFrom } from "./entries.ts";
import { drafted, setUnfitAside } from "./fitting.ts";
import { called, type Foreign, type FoundProject, type Owner } from "./found.ts";
import { identitiesOf } from "./identities.ts";
import { lookAtProject } from "./look/project.ts";
import { type Planned, plannedResources } from "./plan.ts";
import { importEntries, keepSecrets, type Opening, openEmpty } from "./state.ts";
import { filesOf, Trial } from "./trial.ts";
import { begin, end, requireFree, unfinished, writeFiles } from "./unfinished.ts";

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
 * Makes an existing Coolify project an instance of the fleet: YAML and Pulumi's state, without a write to Coolify (CFG-7). One that was
 * killed can be run again.
 *
 * @throws Failure with its exit code; then no file was written
 */
export async function importProject(context: Context, wish: ImportWish, options: RunOptions): Promise<ImportReport> {
  const open = unfinished(context);
  const fleet = loadFleet(context.config);
  const [only] = Object.keys(fleet.servers);
  const name = wish.server ?? only ?? "main";
  const server = serverConnection(fleet, name, context.environment);
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
    const code = codeOf(wish, found, fleet);
    const draftWish: DraftWish = { code, server: name, core: coreOf(copy.config) };
    const trial = new Trial(copy.config);
    setUnfitAside(trial, draftWish, found);
    const first = drafted(trial, draftWish, found);
    requireFree(
      context,
      filesOf(first).map(([file]) => file),
    );
    const isAgain = open.get(code)?.project === found.project.uuid;
    const opening: Opening = { context: copy, code, run, options, environment, isAgain };
    const session = await openEmpty(opening);
    const { draft, planned, taken } = await settle({ opening, session, host, trial, owner, found, wish: draftWish }, first);
    begin(context, found.project.uuid, draft);
    const isProtected = new Set(planned.flatMap((one) => (one.isProtected ? [one.urn] : [])));
    await importEntries(opening, entriesOf(planned, taken), isProtected);
    await takeOverDue(
      copy,
      session,
      [...draft.described.values()].map((one) => one.name),
    );
    const changes = await session.perform("preview");
    const files = writeFiles(context, draft);
    end(context, code);
    return {
      stack: code,
      files,
      taken: taken.map(({ kind, planned: { name: logical } }) => ({ kind, name: logical })),
      foreign: [...found.foreign, ...wordless(taken), ...unseen(found)],
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

/** How often the YAML is held against what is there before what still differs is left alone. */
const ROUNDS = 3;

interface Settling {
  opening: Opening;
  session: Session;
  host: Host;
  trial: Trial;
  owner: Owner;
  found: FoundProject;
  wish: DraftWish;
}

/** Writes what Coolify has into the YAML until nothing differs; what cannot be written is set aside, and it is begun anew. */
async function settle(settling: Settling, first: DraftedInstance): Promise<{ draft: DraftedInstance; planned: Planned[]; taken: Taken[] }> {
  const { opening, session, host, trial, owner, found, wish } = settling;
  for (let draft = first; ; draft = drafted(trial, wish, found)) {
    await keepSecrets(opening, draft.secrets);
    for (let round = 0; ; round++) {
      const planned = await plannedResources(session);
      const taken = await takenFrom(host, planned, identitiesOf(found, draft), owner);
      const next = round < ROUNDS ? trial.edited(draft, editsOf(draft, taken)) : draft;
      if (next.text !== draft.text) draft = next;
      else if (setDifferingAside(found, taken)) break;
      else return { draft, planned, taken };
    }
  }
}

function ownerOf(identity: string): Owner {
  const { version, team } = JSON.parse(identity) as { version: string; team: { id: number; created_at: string } };
  return { team: team.id, since: team.created_at, version };
}

function codeOf({ code, project }: ImportWish, found: FoundProject, fleet: Fleet): string {
  const plain = found.project.name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const made = code ?? plain.replace(/^[0-9]+/, "").slice(0, 20);
  if (made in fleet.origins) throw new Failure(EXIT.usage, `The fleet has "${made}" already.`, "Name another one: --code <code>.");
  if (/^[a-z][a-z0-9]{1,19}$/.test(made)) return made;
  throw new Failure(
    EXIT.usage,
    `"${code ?? project}" gives no code for an instance.`,
    "Name one of 2 to 20 lower case letters and digits: --code <code>.",
  );
}

/** Contract 16.2: Coolify shows no schedule that backs up a volume. */
const unseen = ({ workloads }: FoundProject): Foreign[] =>
  workloads
    .filter(({ storages }) =>
      storages.some(({ inputs }) => ["volume", "bind", "directory"].includes(String((inputs.source as { type: string }).type))),
    )
    .map((workload) => ({
      what: `${called(workload)} backups of its volumes`,
      reason: "Coolify does not show whether there are any; those that are there go on, and the YAML does not have them",
    }));
