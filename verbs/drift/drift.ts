import { isCoolifyError } from "../../providers/coolify/errors.ts";
import type { Context } from "../context.ts";
import { EXIT, type Exit, Failure, untilStopped } from "../failure.ts";
import { connect, verifyConnection } from "../identity.ts";
import type { Step } from "../pulumi/events.ts";
import { type RequestCount, Run } from "../run.ts";
import { type RunOptions, Session } from "../session.ts";
import type { Target } from "../target.ts";
import { type ForeignObject, foreignObjects } from "./foreign.ts";
import { type FieldDrift, type LiveResource, readLive } from "./live.ts";

/** What of a resource was changed by hand. */
export interface ChangedResource {
  kind: string;
  /** Logical name, as `up` shows it. */
  name: string;
  fields: FieldDrift[];
}

/** What differs between the YAML, what was applied, and what is really there, by its cause (CFG-6). */
export interface DriftReport {
  stack: string;
  /** Changed by hand in Coolify: `up` puts it back after a `refresh`, `--keep` takes it over. */
  changed: ChangedResource[];
  /** Deleted by hand. */
  gone: { kind: string; name: string }[];
  /** Made by hand inside our project: nobody touches it. */
  foreign: ForeignObject[];
  /** Said in the YAML and not applied yet. */
  notApplied: Step[];
  /** Never brought up from here: all of it is still to be applied. */
  neverBroughtUp: boolean;
  requests: RequestCount;
  seconds: number;
  exit: Exit;
}

/** The report and what it was made from. */
export interface Drift {
  report: DriftReport;
  live: LiveResource[];
}

/**
 * Compares the YAML, Pulumi's state and Coolify. Changes nothing, neither there nor here: resources are read as a refresh reads them, in
 * this process, and what the YAML wants besides is what a preview says.
 *
 * @throws Failure in a person's words, with its exit code
 */
export async function findDrift(context: Context, target: Target, options: RunOptions): Promise<Drift> {
  const opened = await openOrNothing(context, target, options);
  if (!opened) return { report: neverBroughtUp(target.stack), live: [] };
  const { session, state, environment } = opened;
  const asked = { ...context.environment, ...environment, PF_HOME: context.home, PF_RUN: session.run.folder };
  const connection = connect(target.connection, context, session.run);
  try {
    const [live, foreign, notApplied] = await untilStopped(
      Promise.all([
        readLive(state.resources, asked),
        foreignObjects(connection, state).catch((error) => {
          // A project that is gone is told as such.
          if (isCoolifyError(error, { status: 404 })) return [];
          throw error;
        }),
        session.perform("preview"),
      ]),
      options.signal,
    );
    return { report: reportOf(target.stack, live, [...foreign, ...foreignVariables(live)], notApplied, session.run), live };
  } finally {
    await connection.close();
  }
}

async function openOrNothing(context: Context, { stack, connection }: Target, options: RunOptions) {
  const run = new Run(context);
  const { environment, refuseForeignState } = await untilStopped(verifyConnection(connection, context, run), options.signal);
  try {
    const session = await Session.open(context, stack, run, options, { create: false, environment });
    const state = await session.readState();
    refuseForeignState(state);
    return { session, state, environment };
  } catch (error) {
    if (error instanceof Failure && error.exit === EXIT.unknownName) return undefined;
    throw error;
  }
}

function neverBroughtUp(stack: string): DriftReport {
  const requests = { calls: 2, writes: 0, polls: 0, health: 0 };
  return { stack, changed: [], gone: [], foreign: [], notApplied: [], neverBroughtUp: true, requests, seconds: 0, exit: EXIT.changes };
}

function reportOf(
  stack: string,
  live: LiveResource[],
  foreign: ForeignObject[],
  notApplied: Step[],
  run: { requests(): RequestCount; seconds: number },
): DriftReport {
  const changed = live.filter(({ state }) => state === "changed").map(({ kind, name, fields }) => ({ kind, name, fields }));
  const gone = live.filter(({ state }) => state === "gone").map(({ kind, name }) => ({ kind, name }));
  const settled = changed.length + gone.length + foreign.length + notApplied.length === 0;
  return {
    stack,
    changed,
    gone,
    foreign,
    notApplied,
    neverBroughtUp: false,
    requests: run.requests(),
    seconds: run.seconds,
    exit: settled ? EXIT.ok : EXIT.changes,
  };
}

const foreignVariables = (live: LiveResource[]): ForeignObject[] =>
  live.flatMap(({ name, foreign }) => foreign.map((key) => ({ type: "variable", name: key, place: name.replace(/-variables$/, "") })));
