import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import type { CoolifyClient } from "../../../../providers/coolify/client.ts";
import { Follower } from "../../../../providers/coolify/deployment/follower.ts";
import { orphansBefore } from "../../../../providers/coolify/deployment/orphans.ts";
import { deploymentOf } from "../../../../providers/coolify/deployment/rows.ts";
import type { Wire } from "../../../../providers/coolify/kind.ts";
import { paceOf } from "../../../../providers/coolify/pace.ts";

const MINUTE = 60_000;
let now = 0;
beforeEach(() => {
  now = 1_000_000;
  jest.spyOn(Date, "now").mockImplementation(() => now);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const row = (status: string) => ({ deployment_uuid: "d", status, logs: "[]", commit: "HEAD", created_at: "2026-01-01T00:00:00Z" });

/** Another one, which a worker has taken. */
const other = { ...row("in_progress"), deployment_uuid: "other" };

/** A Coolify whose every poll, 40 minutes after the one before, shows the next status. */
function following(others: readonly object[], ...statuses: string[]): { told: string[]; ended: Promise<string> } {
  const request = async ({ path }: { path: string }) => {
    if (path !== "/deployments") return row(statuses[0] ?? "");
    now += 40 * MINUTE;
    const status = statuses.length > 1 ? (statuses.shift() ?? "") : (statuses[0] ?? "");
    return /queued|in_progress/.test(status) ? [row(status), ...others] : [];
  };
  const told: string[] = [];
  const follower = new Follower({ request } as unknown as CoolifyClient, paceOf("0.001"));
  const ended = follower
    .follow("d", (status) => told.push(status))
    .then(
      ({ row, orphans }) => (orphans.length > 0 ? "nobody works on it" : row.status),
      (error: Error) => error.message,
    );
  return { told, ended };
}

test("time in the queue is not taken from the build", async () => {
  const { told, ended } = following([other], "queued", "queued", "in_progress", "in_progress", "finished");
  expect(await ended).toBe("finished");
  expect(told).toEqual(["queued", "in_progress", "finished"]);
});

test("a build that never ends is given up, with what to do", async () =>
  expect(await following([other], "queued", "in_progress", "in_progress", "in_progress").ended).toMatch(
    /deployment d has been "in_progress" for over an hour\. Cancel it in Coolify/,
  ));

describe("on which nobody works (21.4)", () => {
  test("is told when it waits although nothing runs", async () =>
    expect(await following([], "queued", "queued", "queued", "queued").ended).toBe("nobody works on it"));

  const lost = { ...row("in_progress"), logs: null, deployment_uuid: "lost", deployment_url: "/application/a/deployment/lost" };
  const orphans = (one: object, ...active: object[]) =>
    orphansBefore(
      deploymentOf({ ...row("queued"), deployment_url: "/application/a/deployment/d", ...one }),
      [...active, one].map((wire) => deploymentOf(wire as Wire)),
    ).map(({ uuid }) => uuid);

  test.each<[string, string[], string[]]>([
    ["itself, when no worker took it", orphans({ status: "in_progress", logs: null }), ["d"]],
    ["not what a worker has", orphans({ status: "in_progress", horizon_job_worker: "w" }), []],
    ["itself, when it waits for nothing", orphans({}), ["d"]],
    ["what stands before it, when that is its own application's", orphans({}, lost), ["lost"]],
    ["not what is another application's", orphans({}, { ...lost, deployment_url: "/application/b/deployment/lost" }), []],
    ["not while anything is built there", orphans({}, lost, other), []],
    ["itself, when only another server is busy", orphans({ server_id: 2 }, other), ["d"]],
  ])("%s", (_, found, expected) => expect(found).toEqual(expected));
});
