import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { givenBack, heard, kept, newWindow, type RateWindow, reserve, type Ticket } from "../../../providers/coolify/window.ts";

const MINUTE = 60_000;
const NOW = 1_000_000;
const window = (more: Partial<RateWindow> = {}): RateWindow => ({ ...newWindow(NOW), ...more });
const ask = (state: RateWindow, now = NOW, leave = 0) => reserve(state, now, MINUTE, "me", leave);

describe("asking for a request", () => {
  test("counts it, and knows the most that the server can then have left", () => {
    const first = ask(window({ underWay: { other: 3 }, remaining: 150, least: 180 }));
    expect(first).toEqual({
      state: window({ remaining: 149, least: 180, underWay: { other: 3, me: 1 } }),
      wait: 0,
      ticket: { since: NOW, most: 179 },
    });
    expect(ask(first.state).state).toEqual(window({ remaining: 148, least: 180, underWay: { other: 3, me: 2 } }));
    expect(givenBack(first.state, "me")).toEqual(window({ remaining: 150, least: 180, underWay: { other: 3 } }));
  });

  test("waits for the next window when the budget is spent", () => {
    expect(ask(window({ remaining: 0 }), NOW + 20_000).wait).toBe(40_250);
    expect(ask(window({ remaining: 0 }), NOW + 60_250)).toMatchObject({ state: { remaining: 199 }, wait: 0 });
  });

  test("keeps room in a new window for what is under way, but one may always go", () => {
    expect(ask(window({ remaining: 0, underWay: { other: 40 } }), NOW + MINUTE + 250).state.remaining).toBe(159);
    expect(ask(window({ remaining: 0, underWay: { other: 400 } }), NOW + MINUTE + 250).wait).toBe(0);
  });

  test("that has to leave something waits for the next window when no more than that is left", () => {
    expect(kept(200)).toBe(20);
    expect(ask(window({ remaining: 20 }), NOW, 20).wait).toBe(60_250);
    expect(ask(window({ remaining: 21 }), NOW, 20)).toMatchObject({ state: { remaining: 20 }, wait: 0 });
  });

  test("waits as long as the server said", () => expect(ask(window({ blockedUntil: NOW + 7000 })).wait).toBe(7000));

  test("a clock that was set back blocks nobody", () => {
    expect(ask(window({ since: NOW + 9 * MINUTE, remaining: 0 })).wait).toBe(0);
    expect(ask(window({ blockedUntil: NOW + 9 * MINUTE })).wait).toBe(0);
  });

  test("never waits longer than a window and what the server said", () => {
    const numbers = fc.integer({ min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: -5, max: 300 }), numbers, (since, remaining, blockedUntil) => {
        expect(ask(window({ since, remaining, blockedUntil })).wait).toBeLessThanOrEqual(2 * MINUTE);
      }),
    );
  });
});

const TICKET: Ticket = { since: NOW, most: 199 };
const hear = (state: RateWindow, now: number, said: Parameters<typeof heard>[4], ticket = TICKET) => heard(state, now, "me", ticket, said);

describe("an answer", () => {
  test("is believed more than our own count, less what is under way in any process", () =>
    expect(hear(window({ remaining: 150, underWay: { me: 3, other: 2 } }), NOW, { limit: 200, remaining: 20 })).toEqual(
      window({ remaining: 16, least: 20, underWay: { me: 2, other: 2 } }),
    ));

  test("that our own requests explain changes nothing, in whatever order they come", () => {
    expect(hear(window({ remaining: 150, underWay: { me: 3 } }), NOW, { remaining: 152 }).remaining).toBe(150);
    expect(hear(window({ remaining: 150, underWay: { me: 3 } }), NOW, { remaining: 150 }).remaining).toBe(150);
  });

  test("to the first request of the server's window tells when that began", () => {
    const state = window({ remaining: 150, underWay: { me: 50 } });
    expect(hear(state, NOW + 900, { limit: 200, remaining: 199 })).toMatchObject({ since: NOW + 900, remaining: 150 });
    expect(hear(state, NOW + 900, { limit: 200, remaining: 198 }).since).toBe(NOW);
  });

  test("with more room than there can be begins a new window", () =>
    expect(hear(window({ remaining: 5, underWay: { me: 1 } }), NOW + 300, { remaining: 199 }, { since: NOW, most: 6 })).toEqual(
      window({ since: NOW + 300, remaining: 199, least: 199 }),
    ));

  test.each([199, 3])("that took long and was of the window before says nothing about this one (%d)", (remaining) =>
    expect(hear(window({ remaining: 99, underWay: { me: 1 } }), NOW + 300, { remaining }, { since: 7, most: 6 })).toEqual(
      window({ remaining: 99 }),
    ),
  );

  test("that refuses blocks until the server's own time", () =>
    expect(hear(window({ remaining: 5 }), NOW, { limit: 200, remaining: 0, retryAfterSeconds: 12 })).toMatchObject({
      blockedUntil: NOW + 12_000,
      remaining: 200,
    }));

  test("that went well without figures means that there is no limit", () =>
    expect(hear(window({ remaining: 5 }), NOW, { silent: true }).remaining).toBe(200));

  test("without figures, or none at all, is under way no more", () =>
    expect(hear(window({ remaining: 5, underWay: { me: 1 } }), NOW, {})).toEqual(window({ remaining: 5 })));
});
