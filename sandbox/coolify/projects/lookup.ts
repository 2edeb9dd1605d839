import { refusal } from "../http/answer.ts";
import { type Call, shadowed } from "../http/call.ts";
import { type ProjectRow, projects } from "./tables.ts";

/** The project of the token's team with this uuid. @throws Refusal 404 */
export function projectOf(call: Call, uuid: unknown = shadowed(call, "uuid")): ProjectRow {
  const project = call.world.of(projects).byUuid(uuid);
  if (!project || project.team_id !== call.team) throw refusal(404, "Project not found.");
  return project;
}
