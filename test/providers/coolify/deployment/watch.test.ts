import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import type { CoolifyClient } from "../../../../providers/coolify/client.ts";
import { ailing, isWell, type Noun, standingOf } from "../../../../providers/coolify/deployment/containers.ts";
import { Watch } from "../../../../providers/coolify/deployment/watch.ts";
import type { Wire } from "../../../../providers/coolify/kind.ts";
import { paceOf } from "../../../../providers/coolify/pace.ts";

const SECOND = 1000;
let now = 0;
beforeEach(() => {
  now = 1_000_000;
  jest.spyOn(Date, "now").mockImplementation(() => now);
});
afterEach(() => {
  jest.restoreAllMocks();
});

// Only pauses shrink here: the clock is ours.
const pace = { ...paceOf(undefined), pollFirst: 1, pollMost: 1 };

const database = (status: string, at = "1"): Wire => ({ uuid: "u", name: "ledger", status, last_online_at: at });
const service = (status: string, ...parts: [name: string, status: string, at?: string][]): Wire => ({
  uuid: "u",
  status,
  ...(status !== "starting:unhealthy" && {
    applications: parts.map(([name, own, at = "1"]) => ({ name, status: own, last_online_at: at })),
    databases: [],
  }),
});

/** A Coolify whose every poll shows the next row, the last one again and again. @returns what it came to, and after how many seconds */
async function watching(noun: Noun, step: number, rows: Wire[], before?: Wire): Promise<[string, number]> {
  const began = now;
  const request = async () => {
    now += step * SECOND;
    return [rows.length > 1 ? rows.shift() : rows[0]];
  };
  const watch = new Watch(noun, { request } as unknown as CoolifyClient, pace);
  const word = await watch.untilRunning("u", before && standingOf(noun, before)).then(
    ({ status }) => status,
    (error: Error) => /(does not run yet|as it should|no containers)/.exec(error.message)?.[0] ?? error.message,
  );
  return [word, (now - began) / SECOND];
}

describe("what is believed", () => {
  test("a new report, at once", async () =>
    expect(await watching("database", 1, [database("running:healthy", "2")], database("running:healthy"))).toEqual(["running:healthy", 1]));

  test("of a restart not what was reported before it", async () =>
    expect(
      await watching(
        "database",
        10,
        [database("running:healthy"), database("exited:unhealthy"), database("running:healthy", "2")],
        database("running:healthy"),
      ),
    ).toEqual(["running:healthy", 30]));

  test("an old report, once a new one must have come", async () =>
    expect(await watching("database", 10, [database("running:healthy")], database("running:healthy"))).toEqual(["running:healthy", 80]));

  test("a start that is in progress does not count towards that", async () => {
    const [starting, running] = [service("starting:unhealthy"), service("running:healthy", ["web", "running:healthy"])];
    const word = await watching("service", 60, [starting, starting, starting, running], running);
    expect(word).toEqual(["running:healthy", 360]);
  });
});

describe("what is given up, and when", () => {
  test.each<[string, [string, number], () => Promise<[string, number]>]>([
    [
      "an image may take a while: a database shows nothing of it",
      ["does not run yet", 1020],
      () => watching("database", 60, [database("exited:unhealthy")]),
    ],
    [
      "a restarted one too",
      ["does not run yet", 1080],
      () => watching("database", 60, [database("running:healthy"), database("exited:unhealthy")], database("running:healthy")),
    ],
    [
      "what came up and is not well, from then on",
      ["as it should", 300],
      () =>
        watching("database", 60, [database("exited:unhealthy"), database("restarting:unknown", "2")]).then(([word, at]) => [word, at - 60]),
    ],
    [
      "a service whose start is over and of which nothing runs",
      ["as it should", 360],
      () => watching("service", 60, [service("starting:unhealthy"), service("exited", ["web", "exited"])]),
    ],
    ["a service without containers, at once", ["no containers", 60], () => watching("service", 60, [service("unknown:unknown:excluded")])],
    ["a start that never ends", ["does not run yet", 66 * 60], () => watching("service", 60, [service("starting:unhealthy")])],
  ])("%s", async (_, expected, work) => expect(await work()).toEqual(expected));
});

test("13.3: which status of a service is well", () => {
  const wellOf = (status: string, parts: Wire[] = [{ name: "web", status }]) =>
    isWell(standingOf("service", { uuid: "u", status, applications: parts, databases: [] }));
  const all = ["running:healthy", "running:unknown", "running:healthy:excluded", "running:unhealthy", "degraded:unhealthy", "exited"];
  expect(all.filter((status) => wellOf(status))).toEqual(["running:healthy", "running:unknown", "running:healthy:excluded"]);
  expect(wellOf("exited", [{ name: "migrate", status: "exited", exclude_from_status: true }])).toBe(true);
});

test("the containers that fail it are named, those that do not run first", () =>
  expect(
    ailing(
      standingOf("service", {
        ...service("degraded:unhealthy", ["web", "running:unhealthy"], ["api", "running:healthy"], ["worker", "exited"]),
        databases: [{ name: "once", status: "exited", exclude_from_status: true }],
      }),
    ).map(({ name }) => name),
  ).toEqual(["worker", "web"]));
