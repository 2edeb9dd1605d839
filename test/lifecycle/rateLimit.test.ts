import { fork } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "@jest/globals";
import { ask } from "./coolifyApi.ts";
import { inProcess, MiniStack } from "./miniStack.ts";
import { s20 } from "./s20.ts";
import { openStage, type Stage } from "./stage.ts";

/** Coolify's limit as it is, in windows that are shorter than a minute; in seconds. */
let stage: Stage;
const open = async (limit: number, window: number) => {
  stage = await openStage({ rateLimit: limit, rateWindow: window });
  return { ...stage.environment(), PF_RATE_WINDOW: String(window) };
};
afterEach(() => stage.close());

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

test("100 S20 in one program: at most 410 requests, and Coolify never has to refuse one", async () => {
  const environment = await open(200, 2);
  const stack = new MiniStack(() => inProcess(environment));
  const plan = s20(names("s20", 100));
  expect(await stack.up(...plan)).toHaveLength(400);
  const seen = stage.answered();
  expect(seen.filter((line) => line.endsWith(" 429"))).toEqual([]);
  expect(seen.length).toBeLessThanOrEqual(410);
  stage.coolify.forgetRequests();
  expect(await ask<unknown[]>(stage, "GET", "/applications")).toHaveLength(100);
}, 20_000);

interface Told {
  began: number;
  ended: number;
  failures: string[];
}

/** A process of its own that makes projects. */
function makeProjects(environment: Record<string, string | undefined>, count: number, name: string): Promise<Told> {
  const child = fork(path.join(__dirname, "../providers/support/makeProjects.ts"), [String(count), name], {
    env: { ...process.env, ...environment } as Record<string, string>,
    stdio: "inherit",
  });
  return new Promise((done, fail) => {
    child.once("message", (told) => done(told as Told));
    child.once("exit", (code) => fail(new Error(`ended with ${code}`)));
  });
}

/** From the first request to the last, in windows. */
const windowsOf = (told: readonly Told[], seconds: number) =>
  (Math.max(...told.map(({ ended }) => ended)) - Math.min(...told.map(({ began }) => began))) / 1000 / seconds;

const madeOnes = () => stage.coolify.requests().filter(({ method, status }) => method === "POST" && status === 201);
const refusedOnes = () => stage.coolify.requests().filter(({ status }) => status === 429);

describe("with the same token at once", () => {
  test("three processes make what they have to in about the windows it needs, and none of them fails", async () => {
    const WINDOW = 2;
    const environment = await open(200, WINDOW);
    const told = await Promise.all(["a", "b", "c"].map((name) => makeProjects(environment, 150, name)));
    expect(told.flatMap(({ failures }) => failures)).toEqual([]);
    expect(madeOnes()).toHaveLength(450);
    // Who counts for himself is refused by the hundred.
    expect(refusedOnes().length).toBeLessThan(50);
    // Three windows, so two waits, each a little longer than the server's window.
    expect(windowsOf(told, WINDOW)).toBeGreaterThan(2);
    expect(windowsOf(told, WINDOW)).toBeLessThan(5);
  }, 30_000);

  test("where somebody else spends from the same budget nothing fails either, and nothing is made twice", async () => {
    const environment = await open(20, 1);
    let isDone = false;
    const others = async () => {
      for (let spent = 0; !isDone; spent++) {
        await ask(stage, "GET", "/version").catch(() => undefined);
        await sleep(spent < 15 ? 0 : 100);
      }
    };
    const spending = others();
    const told = await makeProjects(environment, 45, "d");
    isDone = true;
    await spending;
    expect(told.failures).toEqual([]);
    expect(madeOnes()).toHaveLength(45);
  }, 30_000);
});
