/** All waiting of the provider in one table, in milliseconds. `PF_PACE` shortens it for tests: 0.05 waits a twentieth. */
export interface Pace {
  /** Longest one attempt may take. Above the 30 s after which Coolify gives up on its own database (contract 21.5). */
  attempt: number;
  /** First pause before a repeated attempt; it doubles up to `retryMost`. */
  retryFirst: number;
  retryMost: number;
  /** How long an idempotent request is repeated in all. */
  patience: number;
  /** The same for polls: a deployment goes on while Coolify restarts, so it is worth waiting for. */
  pollPatience: number;
  /** The same while nothing has been heard of the server yet. */
  firstContact: number;
  /**
   * Pauses between looks for an object whose making got no answer: the aborted request may still be running. With `attempt` they last
   * as long as the web server of the image lets a request run, 99 s (contract 21.6).
   */
  looks: readonly number[];
  /** Pauses between questions whether something has ended. */
  pollFirst: number;
  pollMost: number;
  /** How long a deletion may take. */
  deletion: number;
  /** How long a deployment may take: Coolify's own limit is an hour. */
  deployment: number;
  /** Pause before a full queue is asked again. */
  queue: number;
  /** Deployments that arrive within this time share one request (decision 21). */
  join: number;
  /** After which a deployment that no worker took is taken for one without a job (contract 21.4). */
  orphan: number;
  /** How old what Coolify says of containers may be: their server reports about once a minute (contract 16.4). */
  reporting: number;
  /** How long what was started may take until its server reports it: an image may have to be fetched first. */
  startup: number;
  /** How long it may be reported as not well before it is given up. */
  unwell: number;
  /** Pause between health checks, and how long they may take in all. */
  healthPause: number;
  health: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const PACE: Pace = {
  attempt: 35 * SECOND,
  retryFirst: SECOND / 2,
  retryMost: 8 * SECOND,
  patience: MINUTE,
  pollPatience: 10 * MINUTE,
  firstContact: 4 * SECOND,
  looks: [SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND, 16 * SECOND, 16 * SECOND, 17 * SECOND],
  pollFirst: SECOND,
  pollMost: 3 * SECOND,
  deletion: 10 * MINUTE,
  deployment: 65 * MINUTE,
  queue: 10 * SECOND,
  join: 100,
  orphan: 5 * MINUTE,
  reporting: 75 * SECOND,
  startup: 15 * MINUTE,
  unwell: 3 * MINUTE,
  healthPause: 2 * SECOND,
  health: 90 * SECOND,
};

/** Limits that protect against hanging stay; pauses shrink. */
const PAUSES = ["retryFirst", "retryMost", "pollFirst", "pollMost", "queue", "reporting", "healthPause", "health"] as const;
/** These shrink too, but never below what a busy machine needs for a few attempts. */
const LIMITS = ["patience", "pollPatience", "firstContact", "orphan", "startup", "unwell"] as const;

export function paceOf(factor: string | undefined): Pace {
  const by = Number(factor);
  if (!factor || !(by > 0)) return PACE;
  const shortened = [
    ...PAUSES.map((name) => [name, PACE[name] * by]),
    ...LIMITS.map((name) => [name, Math.min(PACE[name], Math.max(PACE[name] * by, SECOND))]),
  ];
  return { ...PACE, ...Object.fromEntries(shortened), looks: PACE.looks.map((look) => look * by) };
}
