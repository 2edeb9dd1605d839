import type { Coolify } from "../../sandbox/coolify/start.ts";

const DAY = 86_400_000;

/** Asks the offline Coolify as a person would who made things by hand. */
export async function askCoolify<Answer>(coolify: Coolify, method: string, route: string, body?: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${coolify.token}`, "content-type": "application/json" };
  const answer = await fetch(`${coolify.url}/api/v1${route}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return (await answer.json()) as Answer;
}

/** GitHub tells Coolify of a pull request: there is a preview from now on. */
export const opened = (coolify: Coolify, application: string, pullRequest: number) =>
  coolify.control("webhook-opened-pull-request", { application, pull_request_id: pullRequest });

/** A push to it, so many days ago. */
export async function pushed(coolify: Coolify, uuid: string, pullRequest: number, daysAgo: number, status = "finished"): Promise<void> {
  const body = { uuid, pull_request_id: pullRequest };
  const { deployments } = await askCoolify<{ deployments: { deployment_uuid: string }[] }>(coolify, "POST", "/deploy", body);
  const deployment = deployments[0]?.deployment_uuid;
  coolify.control("deployment", { uuid: deployment, status });
  coolify.control("deployment-made", { deployment, at: new Date(Date.now() - daysAgo * DAY).toISOString() });
}
