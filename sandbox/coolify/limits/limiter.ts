import type { Answer } from "../http/answer.ts";
import type { Settings } from "../settings.ts";

interface Window {
  ends: number;
  count: number;
}

const TOO_MANY: Answer = { status: 429, body: { message: "Too Many Attempts." }, framework: true };

/** What the limiter says to one call: headers for its answer, or the 429 that replaces it. */
export interface Verdict {
  readonly headers: Record<string, string>;
  readonly refused?: Answer;
}

/** Fixed windows that start with the first call, one a user or an address (contract 1.6). Refused calls are not counted. */
export class Limiter {
  readonly #settings: Settings;
  readonly #windows = new Map<string, Window>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Counts a call of `who`. `limit` replaces the setting for the one path that has its own. */
  count(who: string, limit = this.#settings.rateLimit): Verdict {
    if (this.#settings.rateLimit === 0) return { headers: {} };
    const now = Date.now();
    let window = this.#windows.get(who);
    if (!window || window.ends <= now) {
      window = { ends: now + this.#settings.rateWindow * 1000, count: 0 };
      this.#windows.set(who, window);
    }
    if (window.count >= limit) return refuse(limit, window.ends, now);
    window.count++;
    return { headers: { "X-RateLimit-Limit": String(limit), "X-RateLimit-Remaining": String(limit - window.count) } };
  }

  forget(): void {
    this.#windows.clear();
  }
}

function refuse(limit: number, ends: number, now: number): Verdict {
  const headers = {
    "X-RateLimit-Limit": String(limit),
    "X-RateLimit-Remaining": "0",
    "Retry-After": String(Math.max(1, Math.ceil((ends - now) / 1000))),
    "X-RateLimit-Reset": String(Math.ceil(ends / 1000)),
  };
  return { headers, refused: TOO_MANY };
}
