import { type Answer, created, message, ok, refusal, serverError } from "../http/answer.ts";
import { type Call, gated, shadowed } from "../http/call.ts";
import type { Noun } from "../noun.ts";
import { changeProjectInput } from "../projects/input.ts";
import { projectOf } from "../projects/lookup.ts";
import type { ProjectRow } from "../projects/tables.ts";
import { safeText } from "../validation/safeText.ts";
import { validated } from "../validation/validate.ts";
import { holdsResources, shownContents } from "./contents.ts";
import { createEnvironmentInput } from "./input.ts";
import { type EnvironmentRow, environments } from "./tables.ts";

export const environmentsNoun: Noun = {
  name: "environments",
  tables: [environments],
  actions: {
    "GET /projects/{uuid}/environments": list,
    "POST /projects/{uuid}/environments": gated(create),
    "GET /projects/{uuid}/{environment_name_or_uuid}": show,
    "PATCH /projects/{uuid}/environments/{environment_name_or_uuid}": gated(change),
    "DELETE /projects/{uuid}/environments/{environment_name_or_uuid}": remove,
  },
};

/** The environment of a project with this name, else with this uuid. @throws Refusal 404 */
export function environmentOf(
  call: Call,
  project: ProjectRow,
  nameOrUuid: unknown = shadowed(call, "environment_name_or_uuid"),
): EnvironmentRow {
  const own = call.world.of(environments).where("project_id", project.id);
  const found = own.find((row) => row.name === nameOrUuid) ?? own.find((row) => row.uuid === nameOrUuid);
  if (!found) throw refusal(404, "Environment not found.");
  return found;
}

/** As Coolify stores the name: lower case, `/` becomes `-` (contract 3). */
export const environmentName = (name: unknown): string => safeText(name).toLowerCase().trim().replaceAll("/", "-");

function list(call: Call): Answer {
  const own = call.world.of(environments).where("project_id", projectOf(call).id);
  return ok(own.map(({ id, uuid, name }) => ({ id, uuid, name })));
}

function show(call: Call): Answer {
  const environment = environmentOf(call, projectOf(call));
  return ok({ ...environment, ...shownContents(call, environment.id) });
}

function create(call: Call): Answer {
  const { name } = validated(call, createEnvironmentInput);
  const project = projectOf(call);
  refuseDuplicate(call, project, name);
  const stored = environmentName(name);
  requireUnique(call, project, stored);
  const environment = call.world.of(environments).insert({ name: stored, description: null, project_id: project.id });
  return created({ uuid: environment.uuid });
}

function change(call: Call): Answer {
  const input = validated(call, changeProjectInput);
  const environment = environmentOf(call, projectOf(call));
  const project = projectOf(call);
  const changes: { name?: string; description?: string } = {};
  if ("name" in input) {
    if (input.name !== null && input.name !== environment.name) refuseDuplicate(call, project, input.name);
    changes.name = environmentName(input.name);
    requireUnique(call, project, changes.name, environment);
  }
  if ("description" in input) changes.description = safeText(input.description);
  const renamed = changes.name !== undefined && changes.name !== environment.name;
  call.world.of(environments).update(environment, changes);
  if (renamed) call.world.of(environments).moveToEnd(environment);
  return ok({ uuid: environment.uuid, name: environment.name, description: environment.description });
}

function remove(call: Call): Answer {
  const environment = environmentOf(call, projectOf(call));
  if (holdsResources(call.world, environment.id)) throw refusal(400, "Environment has resources, so it cannot be deleted.");
  call.world.of(environments).remove(environment);
  return message("Environment deleted.");
}

/** Coolify looks for the name as it was sent, before it is changed for storing … */
function refuseDuplicate(call: Call, project: ProjectRow, name: unknown): void {
  const own = call.world.of(environments).where("project_id", project.id);
  if (own.some((row) => row.name === name)) throw refusal(409, "Environment with this name already exists.");
}

/** … and so runs into the unique index afterwards: a 500 that changes nothing (contract 3). */
function requireUnique(call: Call, project: ProjectRow, stored: string, self?: EnvironmentRow): void {
  const own = call.world.of(environments).where("project_id", project.id);
  if (own.some((row) => row !== self && row.name === stored)) throw serverError();
}
