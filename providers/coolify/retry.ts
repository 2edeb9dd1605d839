import type { Pace } from "./pace.ts";

/** How an attempt ended without doing what was asked. */
export type Outcome =
  | { kind: "answer"; status: number; retryAfterSeconds?: number }
  /** The connection never came to be, so nothing was sent. */
  | { kind: "neverSent" }
  /** Broken or timed out after it was sent. */
  | { kind: "lost" };

export interface Attempt {
  /** From 1. */
  number: number;
  /** Repeating is harmless whatever became of the attempt before. */
  idempotent: boolean;
  /** Milliseconds since the first attempt. */
  elapsed: number;
  /** Milliseconds after which no further attempt is made. */
  patience: number;
}

/** `again` after so many milliseconds; `unknown`: it may have been done; `stop`: it was not done and will not be. */
export type Decision = { next: "again"; after: number } | { next: "unknown" } | { next: "stop" };

/** Statuses with which Coolify did nothing (contract 21.7). */
const NOT_EXECUTED = new Set([429, 503]);
/** Statuses after which nothing, part or all may be there: 500, 502, 504, and those that proxies invent for the same (520 to 530). */
const isUnknown = (status: number) => status >= 500 && status !== 501 && !NOT_EXECUTED.has(status);

/** Doubles from attempt to attempt, spread by half so that parallel requests do not come back together. */
function backoff(number: number, pace: Pace, random: () => number): number {
  const full = Math.min(pace.retryFirst * 2 ** (number - 1), pace.retryMost);
  return full * (0.5 + random() / 2);
}

/**
 * Whether a failed attempt is repeated. What was not executed is repeated whatever the method. What may have been executed is repeated
 * only for a read: a write's caller looks first what is there, since a second project is worse than an error, and a DELETE or PATCH that
 * is sent again blindly may meet what somebody else did meanwhile (contract 21.7).
 */
export function decide(outcome: Outcome, attempt: Attempt, pace: Pace, random: () => number = Math.random): Decision {
  const harmless = outcome.kind === "neverSent" || (outcome.kind === "answer" && NOT_EXECUTED.has(outcome.status));
  const uncertain = outcome.kind === "lost" || (outcome.kind === "answer" && isUnknown(outcome.status));
  if (!harmless && !uncertain) return { next: "stop" };
  if (uncertain && !attempt.idempotent) return { next: "unknown" };
  // Its own word may be "now", which is no reason to ask without a pause.
  const after = Math.max(waitOf(outcome) ?? 0, backoff(attempt.number, pace, random));
  // The server's own word is obeyed even where it is longer than our patience: it says when it will work.
  const longest = waitOf(outcome) === undefined ? attempt.patience : LONGEST_OBEDIENCE;
  const tooLate = attempt.elapsed + after > longest;
  if (tooLate) return uncertain ? { next: "unknown" } : { next: "stop" };
  return { next: "again", after };
}

/** Longest wait that is taken from a server: its rate limit needs 60 s, more is a mistake. */
const LONGEST_WAIT = 120;
/** Longest that a server may put us off altogether, in milliseconds. */
const LONGEST_OBEDIENCE = 10 * 60 * 1000;

const waitOf = (outcome: Outcome): number | undefined =>
  outcome.kind === "answer" && outcome.retryAfterSeconds !== undefined
    ? Math.min(outcome.retryAfterSeconds, LONGEST_WAIT) * 1000
    : undefined;
