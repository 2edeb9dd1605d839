import { setTimeout as sleep } from "node:timers/promises";
import { EXIT, UserError } from "./errors.ts";
import { operationSignal } from "./operation.ts";

/** Why a signal was given, as a sentence. Whoever gives one without a reason stops the run: the engine is gone, or a person said so. */
export const reasonOf = (signal: AbortSignal): UserError =>
  signal.reason instanceof UserError ? signal.reason : new UserError("The run was stopped.");

/** The work's result, or the signal's reason as soon as it is given. The work itself goes on: it is told by other means, or harmless. */
export async function unlessStopped<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return work;
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, fail) => {
    stop = () => fail(reasonOf(signal));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Waits so many milliseconds. @param signal default: that of the verb that waits. @throws UserError at once when it is given */
export async function pause(milliseconds: number, signal = operationSignal()): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch((error: unknown) => {
    throw signal?.aborted ? reasonOf(signal) : error;
  });
}

/** Both signals as one; either may be missing. */
export const eitherOf = (one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined =>
  one && other ? AbortSignal.any([one, other]) : (one ?? other);

/**
 * Does the work with a signal that is given after so many milliseconds, or with the outer one.
 * @param what the work as the subject of a sentence: `Creating air-app-dev`
 */
export async function within<Result>(
  milliseconds: number,
  what: string,
  work: (signal: AbortSignal) => Promise<Result>,
  outer?: AbortSignal,
): Promise<Result> {
  const own = new AbortController();
  const late = () =>
    own.abort(
      new UserError(`${what} took longer than ${lengthOf(milliseconds)} and was stopped. Run the same command again.`, EXIT.timeout),
    );
  const timer = setTimeout(late, milliseconds);
  try {
    return await work(outer ? AbortSignal.any([own.signal, outer]) : own.signal);
  } finally {
    clearTimeout(timer);
  }
}

const lengthOf = (milliseconds: number) =>
  milliseconds >= 120_000 ? `${Math.round(milliseconds / 60_000)} minutes` : `${Math.round(milliseconds / 1000)} seconds`;
