/**
 * Keys that Coolify's controllers accept, by route (version 4.3.11). One key too many refuses the whole request, so a test holds every
 * kind against these lists.
 */
export interface Allowed {
  /** `POST /projects` → keys, as the kind's routes spell the path. */
  readonly routes: Readonly<Record<string, readonly string[]>>;
  /** Accepted by create and thrown away without a word (contract 4.1): these have to follow in a PATCH. By route. */
  readonly dropped?: Readonly<Record<string, readonly string[]>>;
  /** Accepted keys that a kind does not send: kind → key → reason. */
  readonly skipped?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** One reason for several keys. */
export const reason = (why: string, keys: readonly string[]) => keys.map((key): [string, string] => [key, why]);
