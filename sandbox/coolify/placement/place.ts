import { type DestinationRow, destinations } from "../destinations/tables.ts";
import { type EnvironmentRow, environments } from "../environments/tables.ts";
import { invalid, type Refusal, refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import { projectOf } from "../projects/lookup.ts";
import type { ProjectRow } from "../projects/tables.ts";
import { serverOf, settingsOf } from "../servers/lookup.ts";
import type { ServerRow } from "../servers/tables.ts";
import { isEmpty } from "../validation/values.ts";

/** Where a new application, service or database goes. */
export interface Place {
  readonly project: ProjectRow;
  readonly environment: EnvironmentRow;
  readonly server: ServerRow;
  readonly destination: DestinationRow;
}

/** @throws Refusal 422 when neither is given */
export function requireEnvironmentNamed({ environment_name, environment_uuid }: Bag): void {
  if (!isEmpty(environment_name) || !isEmpty(environment_uuid)) return;
  throw refusal(422, "You need to provide at least one of environment_name or environment_uuid.");
}

/**
 * Checks 7 to 9 of contract 4.1, the same for all three kinds: project, environment, server, destination.
 * @param noEnvironment What is said of an environment that is not there; databases say it in their own way.
 * @throws Refusal
 */
export function placeOf(call: Call, noEnvironment: Refusal = refusal(404, "Environment not found.")): Place {
  const { project_uuid, environment_name, environment_uuid, server_uuid, destination_uuid } = call.input;
  const project = projectOf(call, project_uuid);
  const environment = environmentIn(call, project, environment_name, environment_uuid, noEnvironment);
  const server = serverOf(call, server_uuid);
  if (settingsOf(call.world, server).is_build_server) {
    throw invalid({ server_uuid: ["The specified server is configured as a build server and cannot host resources."] });
  }
  return { project, environment, server, destination: destinationOn(call, server, destination_uuid) };
}

function environmentIn(call: Call, project: ProjectRow, name: unknown, uuid: unknown, missing: Refusal): EnvironmentRow {
  const own = call.world.of(environments).where("project_id", project.id);
  const found = own.find((row) => row.name === name) ?? own.find((row) => row.uuid === uuid);
  if (!found) throw missing;
  return found;
}

/** With one destination any `destination_uuid` is ignored, even a wrong one. */
function destinationOn(call: Call, server: ServerRow, uuid: unknown): DestinationRow {
  const all = call.world.of(destinations).where("server_id", server.id);
  const [only, second] = all;
  if (!only) throw refusal(400, "Server has no destinations.");
  if (!second) return only;
  if (uuid === undefined) throw refusal(400, "Server has multiple destinations and you do not set destination_uuid.");
  const chosen = all.find((row) => row.uuid === uuid);
  if (!chosen) throw invalid({ destination_uuid: "Provided destination_uuid does not belong to the specified server." });
  return chosen;
}
