import { world } from "../../lifecycle/stage.ts";
import { createStage, type Stage } from "../stage.ts";

export type Body = Record<string, unknown>;

/** A person at Coolify's interface: writes past all of our code. */
export interface Hand {
  stage: Stage;
  post(route: string, body: Body): Promise<string>;
  patch(route: string, body: Body): Promise<void>;
  /** A project with its environments; `production` comes by itself. @returns where things are made */
  project(name: string, more?: Body, ...environments: string[]): Promise<Place>;
}

export interface Place {
  uuid: string;
  in(environment: string): Body;
}

/** With a GitHub App, a second key, two servers, and a network beside the one that comes with the server. */
export async function handAtCoolify(): Promise<Hand> {
  const stage = await createStage({ world });
  const token = stage.coolify.tokens.admin ?? "";
  const send = async (method: string, route: string, body: Body) => {
    const answer = await fetch(`${stage.coolify.url}/api/v1${route}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { uuid?: string };
  };
  const post = async (route: string, body: Body) => (await send("POST", route, body)).uuid ?? "";
  const patch = async (route: string, body: Body) => void (await send("PATCH", route, body));
  return {
    stage,
    post,
    patch,
    project: async (name, more = {}, ...environments) => {
      const uuid = await post("/projects", { name, ...more });
      for (const environment of environments) await post(`/projects/${uuid}/environments`, { name: environment });
      const server_uuid = world.servers[0]?.uuid;
      return { uuid, in: (environment) => ({ project_uuid: uuid, server_uuid, environment_name: environment }) };
    },
  };
}

export const base64 = (text: string) => Buffer.from(text).toString("base64");
