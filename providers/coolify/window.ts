/**
 * Coolify's rate limit: so many requests in a fixed window that begins with its first request (contract 1.6). Pure: the time is given,
 * the state is a plain object that can be kept in a file.
 */
export interface RateWindow {
  /** When the window began, as far as we know, in milliseconds since 1970. */
  since: number;
  limit: number;
  /** What we may still send in this window. */
  remaining: number;
  /** Nothing is sent before this moment: the server said so. */
  blockedUntil: number;
  /** The least that an answer of this window named: nothing that is sent later can find more, unless the server began a new one. */
  least: number;
  /** Requests that wait for their answer, by process: their cost may not be in what the server says yet. */
  underWay: Readonly<Record<string, number>>;
}

/** What was known when a request was let in. */
export interface Ticket {
  /** The window that it was counted in. */
  since: number;
  /** The most that the server can have left after it, if its window is still the same. */
  most: number;
}

/** Coolify's default. The server's own headers correct it with the first answer. */
const LIMIT = 200;
/** The server's window begins when the first request arrives, ours when it leaves; so we wait this much longer, in milliseconds. */
const MARGIN = 250;

export const newWindow = (now: number): RateWindow => ({
  since: now,
  limit: LIMIT,
  remaining: LIMIT,
  blockedUntil: 0,
  least: LIMIT,
  underWay: {},
});

const allUnderWay = ({ underWay }: RateWindow): number => Object.values(underWay).reduce((sum, count) => sum + count, 0);

/** So many more under way for one process. */
function changed({ underWay }: RateWindow, who: string, by: number): Record<string, number> {
  const { [who]: before = 0, ...others } = underWay;
  return before + by > 0 ? { ...others, [who]: before + by } : others;
}

/** What is under way may arrive in the new window. One may always go, or the answer that corrects us would never come. */
const renewed = (state: RateWindow, now: number): RateWindow => ({
  ...state,
  since: now,
  remaining: Math.max(1, state.limit - allUnderWay(state)),
  least: state.limit,
});

/** What polls leave of a window to those who do something, whichever process they are in. */
export const kept = (limit: number): number => Math.floor(limit / 10);

/**
 * Asks for one request: either it is counted and gets a ticket, or it must wait so many milliseconds and ask again.
 * @param who the process
 * @param leave what has to be left when it goes
 */
export function reserve(
  state: RateWindow,
  now: number,
  length: number,
  who: string,
  leave = 0,
): { state: RateWindow; wait: number; ticket?: Ticket } {
  // A clock that was set back, or a state from another age, must not block us for longer than one window.
  const fromTheFuture = state.since > Math.max(now, state.blockedUntil);
  const sane = fromTheFuture || state.blockedUntil > now + 2 * length ? renewed({ ...state, blockedUntil: 0 }, now) : state;
  if (sane.blockedUntil > now) return { state: sane, wait: sane.blockedUntil - now };
  const current = now - sane.since >= length + MARGIN ? renewed(sane, now) : sane;
  if (current.remaining <= leave) return { state: current, wait: Math.max(1, current.since + length + MARGIN - now) };
  const next = { ...current, remaining: current.remaining - 1, underWay: changed(current, who, 1) };
  return { state: next, wait: 0, ticket: { since: next.since, most: next.least - 1 } };
}

/** A request that was let in and is not sent after all. */
export const givenBack = (state: RateWindow, who: string): RateWindow => ({
  ...state,
  remaining: Math.min(state.remaining + 1, state.limit),
  underWay: changed(state, who, -1),
});

export interface Heard {
  limit?: number;
  remaining?: number;
  /** It went well, and no word of a limit: this Coolify has none. */
  silent?: boolean;
  /** Present on a refusal. */
  retryAfterSeconds?: number;
}

/** Takes over what an answer says. The server knows better than we do: other machines and people spend from the same budget. */
export function heard(before: RateWindow, now: number, who: string, ticket: Ticket, said: Heard): RateWindow {
  const limit = said.limit ?? before.limit;
  const state = { ...before, limit, underWay: changed(before, who, -1) };
  if (said.retryAfterSeconds !== undefined) {
    const until = now + said.retryAfterSeconds * 1000;
    // After the pause a new window begins with the first request.
    return { ...state, since: until, remaining: limit, least: limit, blockedUntil: until };
  }
  if (said.silent) return { ...state, remaining: limit };
  // An answer of the window before says nothing about this one.
  if (said.remaining === undefined || ticket.since !== state.since) return state;
  const left = Math.max(0, said.remaining - allUnderWay(state));
  // More room than there can be: the server began a new window, at the latest now.
  if (said.remaining > ticket.most) return { ...state, since: now, remaining: left, least: said.remaining };
  // The first request of the server's window may have travelled for long: the window began when it arrived, not when it left.
  const since = said.remaining === limit - 1 ? Math.max(state.since, now) : state.since;
  // Less than we have sent explains: somebody else spends too, and what is under way may not be in it yet.
  const remaining = said.remaining < state.remaining ? left : state.remaining;
  return { ...state, since, remaining, least: Math.min(state.least, said.remaining) };
}
