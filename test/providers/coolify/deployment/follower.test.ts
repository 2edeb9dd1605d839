import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import type { CoolifyClient } from "../../../../providers/coolify/client.ts";
import { Follower } from "../../../../providers/coolify/deployment/follower.ts";
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

const row = (status: string) => ({ deployment_uuid: "d", status, commit: "HEAD", created_at: "2026-01-01T00:00:00Z" });

/** A Coolify whose every poll, 40 minutes after the one before, shows the next status. */
function following(...statuses: string[]): { told: string[]; ended: Promise<string> } {
  const request = async ({ path }: { path: string }) => {
    if (path !== "/deployments") return row(statuses[0] ?? "");
    now += 40 * MINUTE;
    const status = statuses.length > 1 ? (statuses.shift() ?? "") : (statuses[0] ?? "");
    return /queued|in_progress/.test(status) ? [row(status)] : [];
  };
  const told: string[] = [];
  const follower = new Follower({ request } as unknown as CoolifyClient, paceOf("0.001"));
  const ended = follower
    .follow("d", (status) => told.push(status))
    .then(
      ({ status }) => status,
      (error: Error) => error.message,
    );
  return { told, ended };
}

test("time in the queue is not taken from the build", async () => {
  const { told, ended } = following("queued", "queued", "in_progress", "in_progress", "finished");
  expect(await ended).toBe("finished");
  expect(told).toEqual(["queued", "in_progress", "finished"]);
});

test("a build that never ends is given up, with what to do", async () =>
  expect(await following("queued", "in_progress", "in_progress", "in_progress").ended).toMatch(
    /deployment d has been "in_progress" for over an hour\. Cancel it in Coolify/,
  ));
