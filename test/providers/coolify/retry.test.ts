import { describe, expect, test } from "@jest/globals";
import { paceOf } from "../../../providers/coolify/pace.ts";
import { type Attempt, decide, type Outcome } from "../../../providers/coolify/retry.ts";

const pace = paceOf(undefined);
const answer = (status: number, retryAfterSeconds?: number): Outcome => ({ kind: "answer", status, retryAfterSeconds });
const attempt = (more: Partial<Attempt> = {}): Attempt => ({ number: 1, idempotent: true, elapsed: 0, patience: pace.patience, ...more });
const lost: Outcome = { kind: "lost" };
const neverSent: Outcome = { kind: "neverSent" };

describe("what a failed attempt leads to", () => {
  test.each<[string, Outcome, string, string]>([
    ["429", answer(429), "again", "again"],
    ["503", answer(503), "again", "again"],
    ["refused connection", neverSent, "again", "again"],
    ["500", answer(500), "again", "unknown"],
    ["502", answer(502), "again", "unknown"],
    ["504", answer(504), "again", "unknown"],
    ["a proxy's own 524", answer(524), "again", "unknown"],
    ["broken connection", lost, "again", "unknown"],
    ["401", answer(401), "stop", "stop"],
    ["404", answer(404), "stop", "stop"],
    ["409", answer(409), "stop", "stop"],
    ["413", answer(413), "stop", "stop"],
    ["422", answer(422), "stop", "stop"],
    ["302", answer(302), "stop", "stop"],
    ["501", answer(501), "stop", "stop"],
  ])("%s", (_, outcome, read, write) => {
    expect(decide(outcome, attempt(), pace).next).toBe(read);
    expect(decide(outcome, attempt({ idempotent: false }), pace).next).toBe(write);
  });

  test("the server's own word is obeyed, beyond our patience too", () =>
    expect(decide(answer(429, 60), attempt({ elapsed: 59_000 }), pace)).toEqual({ next: "again", after: 60_000 }));

  test("a nonsensical word is cut", () => expect(decide(answer(503, 1e9), attempt(), pace)).toEqual({ next: "again", after: 120_000 }));

  test("no time at all is no reason to ask without a pause", () =>
    expect(decide(answer(503, 0), attempt({ number: 3 }), pace, () => 1)).toEqual({ next: "again", after: 2000 }));

  test("a server that puts us off for ever is left", () =>
    expect(decide(answer(503, 60), attempt({ elapsed: 9.5 * 60_000 }), pace).next).toBe("stop"));

  test("pauses double up to a ceiling and are spread", () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7].map((number) => decide(neverSent, attempt({ number }), pace, () => 1));
    expect(pauses.map((decision) => "after" in decision && decision.after)).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
    expect(decide(neverSent, attempt(), pace, () => 0)).toEqual({ next: "again", after: 250 });
  });

  test("patience ends", () => {
    expect(decide(neverSent, attempt({ elapsed: pace.patience }), pace).next).toBe("stop");
    expect(decide(lost, attempt({ elapsed: pace.patience }), pace).next).toBe("unknown");
  });
});

test("a pace for tests shortens the pauses and leaves the guards", () => {
  const quick = paceOf("0.01");
  expect(quick.pollFirst).toBe(10);
  expect(quick.looks[0]).toBe(10);
  expect(quick.attempt).toBe(pace.attempt);
  expect(quick.deployment).toBe(pace.deployment);
  expect(paceOf("nonsense")).toEqual(pace);
});
