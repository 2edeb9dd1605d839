import { environments } from "../environments/tables.ts";
import { refusal } from "../http/answer.ts";
import { type Call, shadowed } from "../http/call.ts";
import { projects } from "../projects/tables.ts";
import type { World } from "../world/world.ts";
import { type ApplicationRow, type ApplicationSettingsRow, applicationSettings, applications } from "./tables.ts";

/**
 * The application of the token's team with this uuid.
 * @param text The 404's message: endpoints differ in the full stop (contract 1.3).
 * @throws Refusal 404
 */
export function applicationOf(call: Call, uuid: unknown = shadowed(call, "uuid"), text = "Application not found."): ApplicationRow {
  const application = call.world.of(applications).byUuid(uuid);
  if (!application || teamOfEnvironment(call.world, application.environment_id) !== call.team) throw refusal(404, text);
  return application;
}

/** The team that an environment's resources belong to. */
export function teamOfEnvironment(world: World, environmentId: number): number | undefined {
  const environment = world.of(environments).get(environmentId);
  return environment && world.of(projects).get(environment.project_id)?.team_id;
}

/** All applications of a team, in the order of their making. */
export function applicationsOfTeam(world: World, team: number): ApplicationRow[] {
  const own: ApplicationRow[] = [];
  for (const project of world.of(projects).where("team_id", team)) {
    for (const environment of world.of(environments).where("project_id", project.id)) {
      own.push(...world.of(applications).where("environment_id", environment.id));
    }
  }
  return own.sort((one, other) => one.id - other.id);
}

/** Every application has settings. */
export function applicationSettingsOf(world: World, application: ApplicationRow): ApplicationSettingsRow {
  const table = world.of(applicationSettings);
  return table.first("application_id", application.id) ?? table.insert({ application_id: application.id });
}
