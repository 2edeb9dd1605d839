import { holdsResources } from "../environments/contents.ts";
import { environments } from "../environments/tables.ts";
import { type Answer, created, message, ok, refusal } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import type { Noun } from "../noun.ts";
import { safeText } from "../validation/safeText.ts";
import { validated } from "../validation/validate.ts";
import { changeProjectInput, createProjectInput } from "./input.ts";
import { projectOf } from "./lookup.ts";
import { type ProjectRow, projects } from "./tables.ts";

/** Every project begins with this environment (contract 16.3). */
const FIRST_ENVIRONMENT = "production";

export const projectsNoun: Noun = {
  name: "projects",
  tables: [projects],
  actions: {
    "GET /projects": list,
    "POST /projects": gated(create),
    "GET /projects/{uuid}": show,
    "PATCH /projects/{uuid}": gated(change),
    "DELETE /projects/{uuid}": remove,
  },
};

function list(call: Call): Answer {
  return ok(
    call.world
      .of(projects)
      .where("team_id", call.team)
      .map(({ id, uuid, description, name }) => ({ id, uuid, description, name })),
  );
}

function show(call: Call): Answer {
  const project = projectOf(call);
  const own = call.world.of(environments).where("project_id", project.id);
  return ok(detail(project, own));
}

function detail({ id, uuid, description, name, team_id, created_at, updated_at }: ProjectRow, own: readonly object[]): object {
  const icons = { icon_path: null, icon_s3_storage_id: null, icon_storage_type: null };
  return { id, uuid, description, name, environments: own, ...icons, team_id, created_at, updated_at };
}

function create(call: Call): Answer {
  const { name, description } = validated(call, createProjectInput);
  const project = call.world.of(projects).insert({ name: safeText(name), description: safeText(description), team_id: call.team });
  call.world.of(environments).insert({ name: FIRST_ENVIRONMENT, description: null, project_id: project.id });
  return created({ uuid: project.uuid });
}

function change(call: Call): Answer {
  const input = validated(call, changeProjectInput);
  const project = projectOf(call);
  const changes = Object.fromEntries(Object.entries(input).map(([column, value]) => [column, safeText(value)]));
  call.world.of(projects).update(project, changes);
  return created({ uuid: project.uuid, name: project.name, description: project.description });
}

function remove(call: Call): Answer {
  const project = projectOf(call);
  const own = call.world.of(environments).where("project_id", project.id);
  if (own.some((environment) => holdsResources(call.world, environment.id))) {
    throw refusal(400, "Project has resources, so it cannot be deleted.");
  }
  call.world.of(projects).remove(project);
  return message("Project deleted.");
}
