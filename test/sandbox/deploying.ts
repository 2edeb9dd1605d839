import { request } from "node:http";
import type { Coolify } from "../../sandbox/coolify/start.ts";
import { ask, sleep } from "./asking.ts";

export const SERVER = "s0sandbox0server0000main";
export const REPOSITORY = "https://github.com/pf-core/air-app";
export const IMAGE = "ghcr.io/pf-core/ep-app";

/** Applications of one fresh project, by their host. */
export async function fleetOf(coolify: Coolify) {
  const { body: project } = await ask(coolify, "POST", "/projects", { name: "shop" });
  const place = { project_uuid: project.uuid, environment_name: "production", server_uuid: SERVER };
  const make = async (kind: string, fields: object): Promise<string> => {
    const answered = await ask(coolify, "POST", `/applications/${kind}`, { ...place, ports_exposes: "3000", ...fields });
    if (answered.status !== 201) throw new Error(JSON.stringify(answered.body));
    return answered.body.uuid;
  };
  return {
    image: (name: string, fields: object = {}) =>
      make("dockerimage", {
        name,
        domains: `https://${name}.test`,
        docker_registry_image_name: IMAGE,
        docker_registry_image_tag: "1.0.0",
        ...fields,
      }),
    git: (name: string, fields: object = {}) =>
      make("public", {
        name,
        domains: `https://${name}.test`,
        git_repository: REPOSITORY,
        git_branch: "develop",
        build_pack: "nixpacks",
        ...fields,
      }),
  };
}

/** Asks for a deployment and gives its uuid. */
export async function deploy(coolify: Coolify, uuid: string, more: object = {}): Promise<string> {
  const { body } = await ask(coolify, "POST", "/deploy", { uuid, ...more });
  return body.deployments[0].deployment_uuid;
}

const MANY = 400;

/** Looks again and again until what it sees will do; gives what it saw last. */
export async function until<T>(look: () => Promise<T>, will: (seen: T) => boolean): Promise<T> {
  let seen = await look();
  for (let turn = 0; turn < MANY && !will(seen); turn++) {
    await sleep(5);
    seen = await look();
  }
  return seen;
}

export const rowOf = async (coolify: Coolify, deployment: string) => (await ask(coolify, "GET", `/deployments/${deployment}`)).body;

/** The row of a deployment when it has ended and its worker is done with it. */
export const ended = (coolify: Coolify, deployment: string) =>
  until(
    () => rowOf(coolify, deployment),
    (row) => row.finished_at !== null,
  );

export const deployed = async (coolify: Coolify, uuid: string, more: object = {}) => ended(coolify, await deploy(coolify, uuid, more));

/** What somebody sees who visits a domain: status, and the version that runs. */
export function visit(coolify: Coolify, host: string, path = "/"): Promise<[status: number, version: string | undefined]> {
  return new Promise((resolve, reject) => {
    const asked = request(`${coolify.proxy}${path}`, { headers: { host } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part) => (text += part));
      answer.on("end", () => resolve([answer.statusCode ?? 0, text.startsWith("{") ? JSON.parse(text).version : undefined]));
    });
    asked.on("error", reject).end();
  });
}
