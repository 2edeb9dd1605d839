import type { Properties } from "../../providers/coolify/values.ts";
import type { Stage } from "./stage.ts";

/** A person at Coolify: requests of the owner, past all of our code. */
export async function ask<Answer = Properties>(stage: Stage, method: string, path: string, body?: Properties): Promise<Answer> {
  const answer = await fetch(`${stage.coolify.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${stage.coolify.tokens.admin}`,
      accept: "application/json",
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Answer;
}

/** All deployments of an application, newest first. */
export async function deploymentsOf(stage: Stage, application: unknown): Promise<Properties[]> {
  const { deployments } = await ask<{ deployments: Properties[] }>(stage, "GET", `/deployments/applications/${application}?take=100`);
  return deployments;
}
