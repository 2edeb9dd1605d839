import { rmSync } from "node:fs";
import path from "node:path";
import { loadFleet } from "../config/load.ts";
import { Applied } from "./applied.ts";
import type { Context } from "./context.ts";
import { EXIT, Failure } from "./failure.ts";
import { checkIsolation, describeShared } from "./isolation.ts";
import { type Plan, planOf } from "./plan.ts";
import type { Step } from "./pulumi/events.ts";
import type { RunOptions, RunReport } from "./session.ts";
import { chooseTarget } from "./target.ts";
import { type Opened, openTarget } from "./verified.ts";
import type { StackView } from "./view.ts";
import { viewOfState } from "./viewOfState.ts";

export interface UpReport extends RunReport {
  /** The stack as it is now. */
  view: StackView;
}

/** What happens before something changes. Throws when it is not to happen. */
export type Confirm = (plans: Plan[]) => Promise<void>;

export interface UpOptions extends RunOptions {
  confirm: Confirm;
  /** Whether a first creation may go on without being shown, because nobody would be asked about it. */
  trustsCreation: boolean;
}

/**
 * Makes Coolify what the YAML says: creates, changes, deploys, waits and asks the applications themselves.
 * An interrupted or killed run is gone on with; what it made is found again.
 *
 * @throws Failure in a person's words, with its exit code
 */
export async function bringUp(context: Context, name: string | undefined, options: UpOptions): Promise<UpReport> {
  const target = chooseTarget(context, name);
  const opened = await openTarget(context, target, options, true);
  const prepared = await prepareUp(opened, options.trustsCreation);
  await confirmed([prepared], options.confirm);
  const report = await prepared.apply();
  new Applied(context).note(target.resolved);
  const state = report.changes.length > 0 ? await opened.session.readState() : opened.state;
  if (target.resolved.kind === "whiteLabel") await requireIsolation(context, opened);
  return { ...report, view: viewOfState(target.resolved, state), ...prepared.spent() };
}

/** A client's things are theirs alone; whether they are, Coolify says. @throws Failure `applyFailed` */
async function requireIsolation(context: Context, { target, session }: Opened): Promise<void> {
  const shared = await checkIsolation(context, loadFleet(context.config), session.run, [target.stack]);
  if (shared.length > 0) throw new Failure(EXIT.applyFailed, shared.map(describeShared).join("\n"));
}

/** An `up` that is known and not begun. */
export interface PreparedUp {
  /** Absent: nothing of it is there yet, and it was not looked at any closer. */
  plan: Plan | undefined;
  /** Does what was planned, and nothing else: what has changed since stops it. */
  apply(): Promise<RunReport>;
  /** Forgets the plan: it is not to be done. */
  discard(): void;
  /** Requests and seconds so far. */
  spent(): Pick<RunReport, "requests" | "seconds">;
}

export async function prepareUp({ target, session, state, isTakenOver }: Opened, trustsCreation: boolean): Promise<PreparedUp> {
  const report = async (changes: Step[]) => {
    if (state.pendingCreations.length > 0) await session.settle();
    return session.report(changes);
  };
  if (trustsCreation && !isTakenOver && state.resources.length === 0 && state.pendingCreations.length === 0)
    return { plan: undefined, discard: () => {}, spent: () => spent(session), apply: async () => report(await session.perform("up")) };
  const file = path.join(session.run.folder, "plan.json");
  // What is protected is shown too; whether it may go is asked afterwards.
  const log = await session.performed("preview", { plan: file, ignoreProtection: true });
  const plan = planOf(target.stack, log, isTakenOver ? undefined : state, target.resolved);
  const isIdle = plan.changes.length === 0 && state.pendingCreations.length === 0 && !log.keepsOtherwise;
  const ignoreProtection = plan.grave.some(({ reason }) => reason === "deletion");
  // It holds what the stack is to become, secrets encrypted; afterwards nobody needs it any more.
  const discard = () => rmSync(file, { force: true });
  return {
    plan,
    discard,
    spent: () => spent(session),
    apply: async () => {
      try {
        // A preview that finds nothing has done all that an `up` would do.
        return await report(isIdle ? [] : await session.perform("up", { plan: file, ignoreProtection }));
      } finally {
        discard();
      }
    },
  };
}

/** Shows what is to be done. What is not confirmed is forgotten. */
export async function confirmed(prepared: PreparedUp[], confirm: Confirm): Promise<void> {
  try {
    await confirm(prepared.flatMap(({ plan }) => plan ?? []));
  } catch (error) {
    for (const { discard } of prepared) discard();
    throw error;
  }
}

function spent(session: Opened["session"]): Pick<RunReport, "requests" | "seconds"> {
  const { requests, seconds } = session.report([]);
  return { requests, seconds };
}
