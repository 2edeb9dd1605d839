import { teams } from "../access/tables.ts";
import { projects } from "../projects/tables.ts";
import type { World } from "../world/world.ts";
import { environments } from "./tables.ts";

const ICONS = { icon_path: null, icon_storage_type: null, icon_s3_storage_id: null };

/** An environment with project and team, as single applications, services and databases carry it (contract 12.2, 13.2). */
export function environmentDetail(world: World, id: number): object | null {
  const environment = world.of(environments).get(id);
  const project = world.of(projects).get(environment?.project_id);
  if (!environment || !project) return null;
  const team = world.of(teams).get(project.team_id);
  return { ...environment, project: { ...project, ...ICONS, team: team ? { custom_server_limit: null, ...team } : null } };
}
