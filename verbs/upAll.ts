import { loadFleet, stacksOf } from "../config/load.ts";
import { Applied } from "./applied.ts";
import { atMost } from "./atMost.ts";
import type { Context } from "./context.ts";
import { EXIT, type Exit, interrupted, toFailure, untilStopped } from "./failure.ts";
import { type Verified, verifyConnection } from "./identity.ts";
import { checkIsolation, type Shared } from "./isolation.ts";
import type { Step } from "./pulumi/events.ts";
import { Rollout } from "./rollout.ts";
import { type RequestCount, Run } from "./run.ts";
import { type Target, targetOf } from "./target.ts";
import { confirmed, type PreparedUp, prepareUp, type UpOptions } from "./up.ts";
import { openTarget } from "./verified.ts";

export interface AllOptions extends UpOptions {
  /** So many are brought up before it is looked whether all is well. Absent: all in one wave. */
  wave?: number;
  /** How many run at once. */
  parallel: number;
  /** Also those whose configuration has not changed since their last good run. */
  force: boolean;
  /** Only what the run before, which was stopped or failed, left undone. */
  resume: boolean;
}

/** What became of one stack. `waiting`: not begun, because another one failed. */
export interface StackReport {
  stack: string;
  state: "unchanged" | "done" | "failed" | "waiting";
  changes: Step[];
  requests: RequestCount;
  notices: string[];
  seconds: number;
  /** Why it failed. */
  message?: string;
}

export interface AllReport {
  stacks: StackReport[];
  /** Of all stacks and of what was asked once for all. */
  requests: RequestCount;
  /** What tenants share and must not. */
  shared: Shared[];
  seconds: number;
  exit: Exit;
}

const NONE: RequestCount = { calls: 0, writes: 0, polls: 0, health: 0 };

/**
 * Makes all stacks what the YAML says: the platform first, then instances and white-labels, in waves and so many at once. Only stacks whose
 * configuration changed since their last good run are touched. The first failure lets what runs end and starts nothing more.
 *
 * @throws Failure when nothing was begun; what fails later stands in the report
 */
export async function bringUpAll(context: Context, options: AllOptions): Promise<AllReport> {
  const fleet = loadFleet(context.config);
  const applied = new Applied(context);
  const rollout = new Rollout(context);
  const run = new Run(context);
  const all = inOrder(Object.values(stacksOf(fleet))).map(({ code }) => targetOf(context, fleet, code));
  const left = options.resume ? rollout.left() : undefined;
  const due = all.filter(({ stack, resolved }) => (left ? left.includes(stack) : options.force || !applied.has(resolved)));
  const reports = new Map(all.map(({ stack }) => [stack, { ...nothing(stack), state: "unchanged" } as StackReport]));
  const coolifys = await untilStopped(verifyAll(context, due, run), options.signal);
  const verifiedOf = ({ connection }: Target) => coolifys.get(connection.name);
  for (const { stack } of due) reports.set(stack, nothing(stack));

  const prepared = await atMost(options.parallel, due, async (target) => {
    if (options.signal?.aborted) throw interrupted();
    options.observer.note(`${target.stack}: looking at what there is to do`);
    return { target, up: await prepareUp(await openTarget(context, target, options, true, verifiedOf(target)), options.trustsCreation) };
  });
  await confirmed(
    prepared.map(({ up }) => up),
    options.confirm,
  );

  rollout.begin(due.map(({ stack }) => stack));
  let exit: Exit = EXIT.ok;
  const apply = async ({ target, up }: { target: Target; up: PreparedUp }) => {
    if (exit !== EXIT.ok || options.signal?.aborted) return up.discard();
    try {
      const report = await up.apply();
      applied.note(target.resolved);
      rollout.done(target.stack);
      reports.set(target.stack, { ...report, state: "done" });
      options.observer.note(`${target.stack}: done`);
    } catch (error) {
      const failure = toFailure(error);
      exit = exit === EXIT.ok ? (failure.exit as Exit) : exit;
      reports.set(target.stack, { ...nothing(target.stack), state: "failed", message: failure.message, ...up.spent() });
    }
  };
  for (const wave of wavesOf(prepared, options.wave)) await atMost(options.parallel, wave, apply);
  if (options.signal?.aborted && exit === EXIT.ok) exit = EXIT.interrupted;
  const tenants = due.filter(({ resolved }) => resolved.kind !== "platform");
  const shared =
    exit === EXIT.ok && tenants.length > 0
      ? await checkIsolation(
          context,
          fleet,
          run,
          tenants.map(({ stack }) => stack),
        )
      : [];
  const stacks = [...reports.values()];
  return {
    stacks,
    requests: [...stacks.map(({ requests }) => requests), run.requests()].reduce(sum),
    shared,
    seconds: run.seconds,
    exit: exit === EXIT.ok && shared.length > 0 ? EXIT.applyFailed : exit,
  };
}

const nothing = (stack: string): StackReport => ({ stack, state: "waiting", changes: [], requests: NONE, notices: [], seconds: 0 });

const sum = (one: RequestCount, other: RequestCount): RequestCount => ({
  calls: one.calls + other.calls,
  writes: one.writes + other.writes,
  polls: one.polls + other.polls,
  health: one.health + other.health,
});

/** What others stand on comes first. */
const inOrder = <Stack extends { kind: string }>(stacks: Stack[]): Stack[] =>
  ["platform", "instance", "whiteLabel"].flatMap((kind) => stacks.filter((stack) => stack.kind === kind));

/** Each Coolify is asked once who it is, whatever the number of stacks. */
async function verifyAll(context: Context, targets: Target[], run: Run): Promise<Map<string, Verified>> {
  const connections = new Map(targets.map(({ connection }) => [connection.name, connection]));
  const verified = await Promise.all(
    [...connections].map(async ([name, connection]) => [name, await verifyConnection(connection, context, run)] as const),
  );
  return new Map(verified);
}

/** The platform is a wave of its own: its servers and keys must be there before others name them. */
function wavesOf<Item extends { target: Target }>(items: Item[], size = items.length): Item[][] {
  const platform = items.filter(({ target }) => target.resolved.kind === "platform");
  const others = items.filter(({ target }) => target.resolved.kind !== "platform");
  const waves = Array.from({ length: Math.ceil(others.length / Math.max(1, size)) }, (_, index) =>
    others.slice(index * size, (index + 1) * size),
  );
  return [platform, ...waves].filter((wave) => wave.length > 0);
}
