import { Pool } from "undici";
import { TWENTY } from "../lifecycle/s20.ts";
import type { Stage } from "../lifecycle/stage.ts";

const CONNECTIONS = 32;

/** Makes S20s with exactly four requests each, as many at the same time as our own client has connections. */
export async function perfectly(stage: Stage, names: readonly string[]): Promise<void> {
  const pool = new Pool(stage.coolify.url, { connections: CONNECTIONS });
  const headers = { authorization: `Bearer ${stage.coolify.tokens.admin}`, accept: "application/json", "content-type": "application/json" };
  const send = async (method: "POST" | "PATCH", path: string, body: unknown) => {
    const answer = await pool.request({ path: `/api/v1${path}`, method, headers, body: JSON.stringify(body) });
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${await answer.body.text()}`);
    return (await answer.body.json()) as { uuid: string };
  };
  const make = async (name: string) => {
    const project = await send("POST", "/projects", { name });
    await send("POST", `/projects/${project.uuid}/environments`, { name: "staging" });
    const application = await send("POST", "/applications/dockerimage", {
      project_uuid: project.uuid,
      server_uuid: "s0sandbox0server0000main",
      environment_name: "staging",
      docker_registry_image_name: "ghcr.io/pf-core/ep-app",
      docker_registry_image_tag: "1.0.0",
      ports_exposes: "3000",
      name: `${name}-app`,
      domains: `https://${name}.pfcore.io`,
    });
    const data = Object.entries(TWENTY.variables).map(([key, value]) => ({ key, value }));
    await send("PATCH", `/applications/${application.uuid}/envs/bulk`, { data });
  };
  await Promise.all(names.map(make));
  await pool.close();
}
