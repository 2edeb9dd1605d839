/** What a rule may do, when, and which numbers or texts it needs. */
export const actions = {
  delay: { when: "before", about: "waits `milliseconds`, then handles the request", needs: ["milliseconds"] },
  reset: { when: "before", about: "resets the connection; the request is not handled", needs: [] },
  "stop-listening": {
    when: "before",
    about: "closes port and connections for `milliseconds`; the request is not handled",
    needs: ["milliseconds"],
  },
  "too-many-requests": { when: "before", about: "answers 429 with `Retry-After: retryAfter`", needs: ["retryAfter"] },
  error: { when: "before", about: "answers `status` (500, 502, 503 …) with an HTML page; the request is not handled", needs: ["status"] },
  redirect: { when: "before", about: "answers 302 to `location`", needs: ["location"] },
  "drop-answer": { when: "after", about: "handles the request, then closes the connection before any byte", needs: [] },
  "cut-answer": { when: "after", about: "handles the request, then sends half of the body and closes", needs: [] },
  "content-type": { when: "after", about: "handles the request, answers with `contentType`", needs: ["contentType"] },
} as const satisfies Record<string, { when: "before" | "after"; about: string; needs: readonly Parameter[] }>;

export type ActionName = keyof typeof actions;
type Parameter = "milliseconds" | "retryAfter" | "status" | "location" | "contentType";

/** A fault that was asked for. */
export interface FaultRule {
  readonly action: ActionName;
  readonly method?: string;
  /** Glob over the path without query (`*` stops at a slash, `**` does not) or, beginning with `^`, a regular expression. Default: all. */
  readonly path?: string;
  /** Fires at this match, counted from 1. */
  readonly nth?: number;
  /** Fires with this probability, drawn from `seed` (default 1). */
  readonly probability?: number;
  readonly seed?: number;
  /** How often at most. Default: once with `nth`, else without end. */
  readonly times?: number;
  readonly milliseconds?: number;
  readonly retryAfter?: number;
  readonly status?: number;
  readonly location?: string;
  readonly contentType?: string;
}

/** A rule that cannot be obeyed; the message says why. */
export class FaultRuleError extends Error {}

type Check = (value: unknown) => string | undefined;

const atLeast =
  (least: number, most = Number.POSITIVE_INFINITY, whole = false): Check =>
  (value) =>
    typeof value === "number" && value >= least && value <= most && (!whole || Number.isInteger(value))
      ? undefined
      : `must be a ${whole ? "whole " : ""}number ${most === Number.POSITIVE_INFINITY ? `of at least ${least}` : `from ${least} to ${most}`}`;
const isText: Check = (value) => (typeof value === "string" && value !== "" ? undefined : "must be a text");

/** What a header may hold, or sending it would throw. */
const isHeader: Check = (value) =>
  isText(value) ?? (/^[\t\x20-\x7e\x80-\xff]+$/.test(value as string) ? undefined : "must be a text that fits into a header");

const FIELDS: Record<keyof FaultRule, Check> = {
  action: (value) =>
    typeof value === "string" && Object.hasOwn(actions, value) ? undefined : `must be one of ${Object.keys(actions).join(", ")}`,
  method: isText,
  path: (value) => isText(value) ?? pathFault(value as string),
  nth: atLeast(1, Number.POSITIVE_INFINITY, true),
  probability: atLeast(0, 1),
  seed: atLeast(0, Number.POSITIVE_INFINITY, true),
  times: atLeast(1, Number.POSITIVE_INFINITY, true),
  milliseconds: atLeast(0, 600_000),
  retryAfter: atLeast(0, 86_400),
  status: atLeast(400, 599, true),
  location: isHeader,
  contentType: isHeader,
};

/** The rule when it is one. @throws FaultRuleError */
export function checkedRule(value: unknown): FaultRule {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw new FaultRuleError("A fault rule is a JSON object with an action.");
  const given = value as Record<string, unknown>;
  for (const [field, content] of Object.entries(given)) {
    const check = Object.hasOwn(FIELDS, field) ? FIELDS[field as keyof FaultRule] : undefined;
    if (!check) throw new FaultRuleError(`A fault rule has no ${field}. It knows: ${Object.keys(FIELDS).join(", ")}.`);
    const fault = check(content);
    if (fault) throw new FaultRuleError(`The fault rule's ${field} ${fault}.`);
  }
  if (given.action === undefined) throw new FaultRuleError(`The fault rule's action ${FIELDS.action(undefined)}.`);
  if (given.nth !== undefined && given.probability !== undefined)
    throw new FaultRuleError("A fault rule has nth or probability, not both.");
  const rule = given as unknown as FaultRule;
  for (const needed of actions[rule.action].needs) {
    if (rule[needed] === undefined) throw new FaultRuleError(`A fault rule with the action ${rule.action} needs ${needed}.`);
  }
  return rule;
}

function pathFault(path: string): string | undefined {
  try {
    matcher(path);
    return undefined;
  } catch {
    return "is no valid regular expression";
  }
}

/** A path rule as a regular expression. */
export function matcher(path: string | undefined): RegExp {
  if (path === undefined) return /^/;
  if (path.startsWith("^")) return new RegExp(path);
  const parts = path
    .split(/(\*\*|\*)/)
    .map((part) => (part === "**" ? ".*" : part === "*" ? "[^/]*" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")));
  return new RegExp(`^${parts.join("")}$`);
}
