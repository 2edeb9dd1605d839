import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { heard, newWindow, type RateWindow, reserve, type Ticket } from "../../../providers/coolify/window.ts";

/** Processes that share one state against a server that counts as Coolify does; the time is made up. */
const LENGTH = 60_000;

interface Server {
  limit: number;
  ends: number;
  count: number;
}

/** Headers of an answer. @returns undefined where it refuses */
function arrive(server: Server, now: number): number | undefined {
  if (now >= server.ends) Object.assign(server, { ends: now + LENGTH, count: 0 });
  return server.count < server.limit ? server.limit - ++server.count : undefined;
}

interface Run {
  refused: number;
  /** When the last request was answered, in milliseconds. */
  ended: number;
}

interface Scene {
  limit: number;
  processes: number;
  /** When each request is asked for. */
  asked: number[];
  /** How long each request and each answer travel, in turn. */
  travels: number[];
}

function run({ limit, processes, asked, travels }: Scene, { ends, count }: { ends: number; count: number }): Run {
  const server: Server = { limit, ends, count };
  const events: { at: number; work: (now: number) => void }[] = [];
  const later = (at: number, work: (now: number) => void) => events.push({ at, work });
  const result = { refused: 0, ended: 0 };
  let [current, travelled]: [RateWindow, number] = [{ ...newWindow(0), limit, remaining: limit }, 0];
  const travel = () => travels[travelled++ % travels.length] ?? 0;

  const send = (who: string, ticket: Ticket) => (now: number) => {
    const remaining = arrive(server, now);
    later(now + travel(), (at) => {
      const refusal = { limit, remaining: 0, retryAfterSeconds: Math.max(1, Math.ceil((server.ends - now) / 1000)) };
      current = heard(current, at, who, ticket, remaining === undefined ? refusal : { limit, remaining });
      result.ended = at;
      if (remaining !== undefined) return;
      result.refused++;
      later(at + 1000, ask(who));
    });
  };
  const ask = (who: string) => (now: number) => {
    const { state: next, wait, ticket } = reserve(current, now, LENGTH, who);
    current = next;
    if (ticket) later(now + travel(), send(who, ticket));
    else later(now + Math.min(wait, LENGTH), ask(who));
  };
  for (const [index, at] of asked.entries()) later(at, ask(String(index % processes)));
  while (events.length > 0) {
    events.sort((one, other) => other.at - one.at);
    const next = events.pop();
    next?.work(next.at);
  }
  return result;
}

const scenes = fc.record({
  limit: fc.integer({ min: 2, max: 12 }),
  processes: fc.integer({ min: 1, max: 4 }),
  asked: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 * LENGTH })), { minLength: 1, maxLength: 50 }),
  travels: fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 20_000 })), { minLength: 1, maxLength: 50 }),
});

/** Each window but the last is full, the journeys make each a little longer, and what is under way waits for the next one. */
const longest = ({ asked, limit }: Scene) => (Math.ceil(asked.length / Math.max(1, limit / 2)) * 2 + 5) * LENGTH;

describe("however long requests and answers travel", () => {
  test("the server never has to refuse one, and not too much time is lost", () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { refused, ended } = run(scene, { ends: 0, count: 0 });
        expect(refused).toBe(0);
        expect(ended).toBeLessThan(longest(scene));
      }),
      { numRuns: 1000 },
    );
  });

  test("where others have spent before, every request gets through in the end", () => {
    fc.assert(
      fc.property(scenes, fc.nat(12), (scene, spent) => {
        const { ended } = run(scene, { ends: 31_000, count: Math.min(spent, scene.limit) });
        expect(ended).toBeLessThan(longest(scene));
      }),
      { numRuns: 1000 },
    );
  });
});
