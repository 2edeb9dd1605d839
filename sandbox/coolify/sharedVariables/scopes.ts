import { environmentOf } from "../environments/noun.ts";
import type { Call } from "../http/call.ts";
import { projectOf } from "../projects/lookup.ts";
import { serverOf } from "../servers/lookup.ts";
import { ownerKey } from "../world/table.ts";

/** Where shared variables live (contract 5.3). */
export interface Scope {
  /** First word of a reference and `type` of a row. */
  readonly type: "team" | "project" | "environment" | "server";
  readonly path: string;
  /** `owner` column of the rows that a call may see and change; only the path counts (contract 1.4). @throws Refusal 404 */
  readonly ownerOf: (call: Call) => string;
}

const project = (call: Call) => projectOf(call, call.params.uuid);

export const scopes: readonly Scope[] = [
  { type: "team", path: "/team/envs", ownerOf: (call) => ownerKey("teams", { id: call.team }) },
  { type: "project", path: "/projects/{uuid}/envs", ownerOf: (call) => ownerKey("projects", project(call)) },
  {
    type: "environment",
    path: "/projects/{uuid}/environments/{environment_name_or_uuid}/envs",
    ownerOf: (call) => ownerKey("environments", environmentOf(call, project(call), call.params.environment_name_or_uuid)),
  },
  { type: "server", path: "/servers/{uuid}/envs", ownerOf: (call) => ownerKey("servers", serverOf(call, call.params.uuid)) },
];
