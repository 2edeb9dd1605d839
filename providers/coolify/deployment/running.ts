import type { CoolifyClient } from "../client.ts";
import { pause } from "../deadline.ts";
import { isCoolifyError, UnknownOutcomeError } from "../errors.ts";
import { get, post } from "../kind.ts";
import type { Pace } from "../pace.ts";
import { rowsOf } from "../rows.ts";
import { isRecord } from "../values.ts";
import { type DeploymentRow, deploymentOf } from "./rows.ts";
import { findStarted } from "./started.ts";

const COMMIT = /^[0-9a-f]{40}$/;
const QUEUE_FULL = /queue is full/i;

/** How often a request without an answer, and provably without effect, is sent again. */
const REPEATS = 2;

/** Whether it can be deployed again by name: images and inline Dockerfiles say `HEAD`. */
export const isCommit = (commit: string): boolean => COMMIT.test(commit);

/** The newest deployment that went well: what runs (contract 8.8, "know what runs"). */
export async function runningDeployment(client: CoolifyClient, application: string): Promise<DeploymentRow | undefined> {
  for (const take of [10, 100]) {
    const route = { ...get("/deployments/applications/{application}"), query: { take: String(take) } };
    const answer = await client.request(route, { params: { application } });
    const rows = rowsOf(isRecord(answer) ? answer.deployments : undefined).map(deploymentOf);
    const found = rows.find(({ status, pullRequest }) => status === "finished" && pullRequest === 0);
    if (found || rows.length < take) return found;
  }
  return undefined;
}

/**
 * Deploys a commit whatever the branch has become, and leaves the application's pin as it is (contract 8.4). Of a compose application only
 * the sources are those of the commit: its compose file is read from the branch (contract 8.5).
 * @returns the uuid of the deployment
 */
export async function deployCommit(
  { client, pace }: { client: CoolifyClient; pace: Pace },
  application: string,
  commit: string,
  former: string | undefined,
): Promise<string> {
  let repeats = 0;
  for (const until = Date.now() + pace.deployment; ; ) {
    const since = client.serverNow();
    try {
      const answer = await client.request(post("/applications/{application}/rollback"), { params: { application }, body: { commit } });
      return String((answer as { deployment_uuid: unknown }).deployment_uuid);
    } catch (error) {
      const full = isCoolifyError(error, { status: 400 }) && QUEUE_FULL.test(error.reason);
      const lost = error instanceof UnknownOutcomeError && repeats++ < REPEATS;
      if ((!full && !lost) || Date.now() > until) throw error;
      if (full) await pause(pace.queue);
      const search = { applications: [application], since, former: new Set(former ? [former] : []), looks: pace.looks, mayHaveEnded: true };
      const found = lost ? (await findStarted(client, search)).get(application) : undefined;
      if (found) return found;
    }
  }
}
