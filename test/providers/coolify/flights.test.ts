import { beforeEach, describe, expect, test } from "@jest/globals";
import { type Flight, Flights } from "../../../providers/coolify/flights.ts";

/** A read whose answer comes when the test says so. */
class Slow {
  readonly flights: Flight[] = [];
  readonly #answers: ((value: unknown) => void)[] = [];

  send = (flight: Flight): Promise<unknown> => {
    this.flights.push(flight);
    return new Promise((done) => this.#answers.push(done));
  };

  sent(): void {
    this.flights.at(-1)?.sent(true);
  }

  answer(): void {
    for (const [index, answer] of this.#answers.entries()) answer(index);
  }
}

let flights: Flights;
let slow: Slow;
beforeEach(() => {
  flights = new Flights();
  slow = new Slow();
});
const ask = (isPoll = false, signal?: AbortSignal) => flights.join("/projects", isPoll, signal, slow.send);

test("identical reads at the same time are one", async () => {
  const all = [ask(), ask()];
  slow.sent();
  all.push(ask(), ask(true), flights.join("/servers", false, undefined, slow.send));
  slow.answer();
  expect(await Promise.all(all)).toEqual([0, 0, 0, 0, 1]);
});

test("one after the other they are two", async () => {
  const first = ask();
  slow.answer();
  await first;
  const second = ask();
  slow.answer();
  expect(await second).toBe(1);
});

describe("a read that may show what was before is not joined", () => {
  test("when a write ended after it was sent", async () => {
    const first = ask();
    slow.sent();
    flights.written();
    const second = ask();
    slow.sent();
    const third = ask();
    slow.answer();
    expect(await Promise.all([first, second, third])).toEqual([0, 1, 1]);
  });

  test("but it is while it still waits for its turn, and when it is sent again", async () => {
    const first = ask();
    flights.written();
    const second = ask();
    slow.sent();
    flights.written();
    slow.flights[0]?.sent(false);
    const third = ask();
    slow.answer();
    expect(await Promise.all([first, second, third])).toEqual([0, 0, 0]);
  });
});

test("a call does not wait behind a poll that gives way", async () => {
  const poll = ask(true);
  const call = ask();
  slow.answer();
  expect(await Promise.all([poll, call])).toEqual([0, 1]);
});

describe("who stops waiting", () => {
  test("is told at once and leaves the others theirs", async () => {
    const stop = new AbortController();
    const [mine, theirs] = [ask(false, stop.signal), ask()];
    stop.abort();
    await expect(mine).rejects.toThrow("The run was stopped.");
    expect(slow.flights[0]?.signal.aborted).toBe(false);
    slow.answer();
    expect(await theirs).toBe(0);
  });

  test("ends the read when nobody else waits; who asks next gets another one", async () => {
    const stop = new AbortController();
    const mine = ask(false, stop.signal);
    stop.abort();
    await expect(mine).rejects.toThrow("The run was stopped.");
    expect(slow.flights[0]?.signal.aborted).toBe(true);
    const next = ask();
    slow.answer();
    expect(await next).toBe(1);
  });
});

test("a read that failed is nobody's answer later on", async () => {
  await expect(flights.join("/x", false, undefined, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await flights.join("/x", false, undefined, async () => "yes")).toBe("yes");
});
