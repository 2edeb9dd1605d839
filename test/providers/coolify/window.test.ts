import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { heard, kept, newWindow, type RateWindow, reserve } from "../../../providers/coolify/window.ts";

const MINUTE = 60_000;
const NOW = 1_000_000;
const window = (more: Partial<RateWindow> = {}): RateWindow => ({ ...newWindow(NOW), ...more });

describe("asking for a request", () => {
  test("counts it", () => expect(reserve(window(), NOW, MINUTE)).toEqual({ state: window({ remaining: 199 }), wait: 0 }));

  test("waits for the next window when the budget is spent", () => {
    expect(reserve(window({ remaining: 0 }), NOW + 20_000, MINUTE).wait).toBe(40_250);
    expect(reserve(window({ remaining: 0 }), NOW + 60_250, MINUTE)).toMatchObject({ state: { remaining: 199 }, wait: 0 });
  });

  test("that has to leave something waits for the next window when no more than that is left", () => {
    expect(kept(200)).toBe(20);
    expect(reserve(window({ remaining: 20 }), NOW, MINUTE, 20).wait).toBe(60_250);
    expect(reserve(window({ remaining: 21 }), NOW, MINUTE, 20)).toMatchObject({ state: { remaining: 20 }, wait: 0 });
  });

  test("waits as long as the server said", () => expect(reserve(window({ blockedUntil: NOW + 7000 }), NOW, MINUTE).wait).toBe(7000));

  test("a clock that was set back blocks nobody", () => {
    expect(reserve(window({ since: NOW + 9 * MINUTE, remaining: 0 }), NOW, MINUTE).wait).toBe(0);
    expect(reserve(window({ blockedUntil: NOW + 9 * MINUTE }), NOW, MINUTE).wait).toBe(0);
  });

  test("never waits longer than a window and what the server said", () => {
    const numbers = fc.integer({ min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: -5, max: 300 }), numbers, (since, remaining, blockedUntil) => {
        const { wait } = reserve({ since, limit: 200, remaining, blockedUntil }, NOW, MINUTE);
        expect(wait).toBeLessThanOrEqual(2 * MINUTE);
      }),
    );
  });
});

describe("an answer", () => {
  test("is believed more than our own count", () =>
    expect(heard(window({ remaining: 150 }), NOW, MINUTE, { limit: 200, remaining: 20, underWay: 3 }).remaining).toBe(17));

  test("that overtook another does not give anything back", () =>
    expect(heard(window({ remaining: 150 }), NOW, MINUTE, { remaining: 152, underWay: 2 }).remaining).toBe(150));

  test("to the first request of the server's window tells when that began", () => {
    const late = heard(window({ remaining: 150 }), NOW + 900, MINUTE, { limit: 200, remaining: 199, underWay: 49 });
    expect(late).toEqual(window({ since: NOW + 900, remaining: 150 }));
    expect(heard(window({ remaining: 150 }), NOW + 900, MINUTE, { limit: 200, remaining: 198, underWay: 48 }).since).toBe(NOW);
  });

  test("with more room than can be begins a new window", () =>
    expect(heard(window({ remaining: 5 }), NOW + 30_000, MINUTE, { remaining: 199, underWay: 0 })).toMatchObject({
      since: NOW + 30_000,
      remaining: 199,
    }));

  test("with room that other processes have reserved does not give it out twice", () =>
    expect(heard(window({ remaining: 5 }), NOW + 100, MINUTE, { remaining: 190, underWay: 0 })).toEqual(window({ remaining: 5 })));

  test("that refuses blocks until the server's own time", () =>
    expect(heard(window({ remaining: 5 }), NOW, MINUTE, { limit: 200, remaining: 0, retryAfterSeconds: 12, underWay: 0 })).toMatchObject({
      blockedUntil: NOW + 12_000,
      remaining: 200,
    }));

  test("that went well without figures means that there is no limit", () =>
    expect(heard(window({ remaining: 5 }), NOW, MINUTE, { silent: true, underWay: 0 }).remaining).toBe(200));

  test("without figures changes nothing", () =>
    expect(heard(window({ remaining: 5 }), NOW, MINUTE, { underWay: 0 })).toEqual(window({ remaining: 5 })));
});
