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
}

/** Coolify's default. The server's own headers correct it with the first answer. */
const LIMIT = 200;
/** The server's window begins when the first request arrives, ours when it leaves; so we wait this much longer, in milliseconds. */
const MARGIN = 250;

export const newWindow = (now: number): RateWindow => ({ since: now, limit: LIMIT, remaining: LIMIT, blockedUntil: 0 });

const renewed = (state: RateWindow, now: number): RateWindow => ({ ...state, since: now, remaining: state.limit });

/** What polls leave of a window to those who do something, whichever process they are in. */
export const kept = (limit: number): number => Math.floor(limit / 10);

/**
 * Asks for one request: either it is counted and may go, or it must wait so many milliseconds and ask again.
 * @param leave what has to be left when it goes
 */
export function reserve(state: RateWindow, now: number, length: number, leave = 0): { state: RateWindow; wait: number } {
  // A clock that was set back, or a state from another age, must not block us for longer than one window.
  const fromTheFuture = state.since > Math.max(now, state.blockedUntil);
  const sane = fromTheFuture || state.blockedUntil > now + 2 * length ? renewed({ ...state, blockedUntil: 0 }, now) : state;
  if (sane.blockedUntil > now) return { state: sane, wait: sane.blockedUntil - now };
  const current = now - sane.since >= length + MARGIN ? renewed(sane, now) : sane;
  if (current.remaining > leave) return { state: { ...current, remaining: current.remaining - 1 }, wait: 0 };
  return { state: current, wait: Math.max(1, current.since + length + MARGIN - now) };
}

export interface Heard {
  limit?: number;
  remaining?: number;
  /** It went well, and no word of a limit: this Coolify has none. */
  silent?: boolean;
  /** Present on a refusal. */
  retryAfterSeconds?: number;
  /** Requests of this process that are under way: their cost is not in `remaining` yet. */
  underWay: number;
}

/** Takes over what an answer says. The server knows better than we do: other machines and people spend from the same budget. */
export function heard(state: RateWindow, now: number, length: number, said: Heard): RateWindow {
  const limit = said.limit ?? state.limit;
  if (said.retryAfterSeconds !== undefined) {
    const until = now + said.retryAfterSeconds * 1000;
    // After the pause a new window begins with the first request.
    return { since: until, limit, remaining: limit, blockedUntil: until };
  }
  if (said.silent) return { ...state, remaining: state.limit };
  if (said.remaining === undefined) return { ...state, limit };
  const left = Math.max(0, said.remaining - said.underWay);
  // More room than our requests under way explain means that the server began a new window. Early in ours it more likely means
  // that other processes have reserved what they have not sent yet, and believing it would spend that twice.
  const begun = said.remaining > state.remaining + said.underWay + 1 && now - state.since >= length / 2;
  if (begun) return { ...state, limit, since: now, remaining: left };
  // The first request of the server's window may have travelled for long: the window began when it arrived, not when it left.
  const since = said.remaining === limit - 1 ? Math.max(state.since, now) : state.since;
  return { ...state, limit, since, remaining: Math.min(state.remaining, left) };
}
