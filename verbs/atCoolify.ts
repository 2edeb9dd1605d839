import { z } from "zod";
import type { CoolifyClient } from "../providers/coolify/client.ts";
import { get } from "../providers/coolify/kind.ts";
import { splitStamp } from "../providers/coolify/stamp.ts";
import type { WorkloadView } from "./view.ts";

/** Narrow on purpose: Coolify sends some 90 keys an application, and more in every release. */
const Row = z.object({
  uuid: z.string(),
  name: z.string().default(""),
  description: z.string().nullish(),
  status: z.string().nullish(),
  docker_registry_image_tag: z.string().nullish(),
  git_commit_sha: z.string().nullish(),
  environment_id: z.number().nullish(),
  destination_id: z.number().nullish(),
  destination_type: z.string().nullish(),
  destination: z.object({ server: z.object({ uuid: z.string() }).nullish() }).nullish(),
});

/** An application, a service or a database of the team, ours or not. */
export interface Listed extends z.infer<typeof Row> {
  kind: WorkloadView["kind"];
  /** `<stack>/<name>` where it is ours. */
  stamp: string | undefined;
}

const ROUTES = { application: "/applications", service: "/services", database: "/databases" } as const;

/** All of a kind that the token's team has: one request. */
export async function listed(client: CoolifyClient, kind: WorkloadView["kind"]): Promise<Listed[]> {
  const rows = z.array(Row).parse(await client.request(get(ROUTES[kind])));
  return rows.map((row) => ({ ...row, kind, stamp: splitStamp(row.description).stamp }));
}

const Project = z.object({ uuid: z.string(), description: z.string().nullish() });

/** All projects of the team, each with the stack that it belongs to where it is ours: one request. */
export const listedProjects = async (client: CoolifyClient) => projectsIn(await client.request(get("/projects")));

/** The same of an answer to `GET /projects`. */
export function projectsIn(answer: unknown): { uuid: string; stack: string | undefined }[] {
  const rows = z.array(Project).parse(answer);
  return rows.map(({ uuid, description }) => ({ uuid, stack: splitStamp(description).stamp?.split("/")[0] }));
}

const Active = z.object({ status: z.string(), deployment_url: z.string().nullish() });

/** `GET /deployments` answers a list, or an object of the same rows (contract 8.3). */
const Deployments = z.union([z.array(Active), z.record(z.string(), Active).transform((rows) => Object.values(rows))]);

/** Uuids of the applications that are being deployed. */
export async function deploying(client: CoolifyClient): Promise<Set<string>> {
  const active = Deployments.parse(await client.request(get("/deployments")));
  return new Set(active.flatMap(({ deployment_url }) => /\/application\/([^/]+)/.exec(deployment_url ?? "")?.[1] ?? []));
}

const Server = z.object({
  uuid: z.string(),
  name: z.string(),
  is_reachable: z.boolean().nullish(),
  settings: z.object({ is_reachable: z.boolean().nullish() }).nullish(),
});

export type ListedServer = z.infer<typeof Server>;

export const servers = async (client: CoolifyClient): Promise<ListedServer[]> =>
  z.array(Server).parse(await client.request(get("/servers")));
