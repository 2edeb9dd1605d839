import { z } from "zod";
import { EnvironmentName, NameOrUuid, Uuid } from "../../fields.ts";
import { del, get, type Lookups, patch, post, type Route } from "../../kind.ts";

const Project = Uuid.describe("Uuid of the project.");

/** Where shared variables live (contract 5.3). */
export const Scope = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("team") }),
    z.strictObject({ type: z.literal("project"), project: Project }),
    z.strictObject({ type: z.literal("environment"), project: Project, environment: EnvironmentName.describe("Name of the environment.") }),
    z.strictObject({ type: z.literal("server"), server: NameOrUuid.describe("Name or uuid of the server.") }),
  ])
  .describe(
    'Who has them: `{ type: "team" }`, `{ type: "project", project }`, `{ type: "environment", project, environment }` or `{ type: "server", server }`. Projects by uuid, environments by name, servers by name or uuid.',
  );
export type Scope = z.output<typeof Scope>;

/** The id of a set: the path of its scope, without the slash at its start. */
export async function idOf(scope: Scope, lookups: Lookups): Promise<string> {
  if (scope.type === "team") return "team";
  if (scope.type === "server") return `servers/${encodeURIComponent((await lookups.server(scope.server)).uuid)}`;
  const project = `projects/${encodeURIComponent(scope.project)}`;
  return scope.type === "project" ? project : `${project}/environments/${encodeURIComponent(scope.environment)}`;
}

/** Routes of one scope, and the values of the names in them. */
export interface Address {
  readonly params: Readonly<Record<string, string>>;
  /** What has the variables. */
  readonly itself: Route;
  readonly list: Route;
  readonly create: Route;
  readonly change: Route;
  readonly remove: Route;
}

function pathsOf(room: string | undefined, environment: string | undefined): { base: string; itself: string } {
  if (room === "servers") return { base: "/servers/{uuid}", itself: "/servers/{uuid}" };
  if (room !== "projects") return { base: "/team", itself: "/team" };
  if (environment === undefined) return { base: "/projects/{uuid}", itself: "/projects/{uuid}" };
  return { base: "/projects/{uuid}/environments/{environment}", itself: "/projects/{uuid}/{environment}" };
}

/** The address that an id stands for. */
export function addressOf(id: string): Address {
  const [room, uuid = "", , environment] = id.split("/").map(decodeURIComponent);
  const { base, itself } = pathsOf(room, environment);
  return {
    params: { uuid, ...(environment !== undefined && { environment }) },
    itself: get(itself),
    list: get(`${base}/envs`),
    create: post(`${base}/envs`),
    change: patch(`${base}/envs/{variable}`),
    remove: del(`${base}/envs/{variable}`),
  };
}
