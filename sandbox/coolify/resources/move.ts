import { environments } from "../environments/tables.ts";
import { type Answer, invalid, ok, Refusal, refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Action } from "../noun.ts";
import { projects } from "../projects/tables.ts";
import { type InputSpec, unknownFields, validated } from "../validation/validate.ts";
import { type ResourceKind, resourceKinds, resourceOf } from "./kinds.ts";

const input: InputSpec = { rules: { environment_uuid: "required|string" }, unknown: "ignore" };
const strict: InputSpec = { ...input, unknown: "refuse" };

/** Only a server in development mode migrates; others have no such page (contract 2). */
const NO_PAGE = new Refusal({ status: 404, body: { message: "" }, framework: true });

/** POST …/move and …/migrate of a kind of resource. */
export function moveActions(path: ResourceKind["path"]): Record<string, Action> {
  const kind = resourceKinds[path];
  return {
    [`POST /${path}/{uuid}/move`]: (call) => move(call, kind),
    [`POST /${path}/{uuid}/migrate`]: (call) => {
      resourceOf(call, kind);
      throw NO_PAGE;
    },
  };
}

/** Unknown fields come after the rules, and each is a text instead of a list (contract 9). */
function move(call: Call, kind: ResourceKind): Answer {
  const resource = resourceOf(call, kind);
  const { environment_uuid } = validated(call, input);
  const unknown = unknownFields(call.input, strict);
  if (unknown.length > 0) throw invalid(Object.fromEntries(unknown.map((field) => [field, "This field is not allowed."])));
  const environment = call.world.of(environments).byUuid(environment_uuid);
  const project = call.world.of(projects).get(environment?.project_id);
  if (!environment || project?.team_id !== call.team) throw refusal(404, "Target environment not found or not owned by your team.");
  if (resource.environment_id === environment.id) throw refusal(400, `${kind.word} is already in this environment.`);
  call.world.of(kind.table).update(resource, { environment_id: environment.id });
  return ok({
    message: `${kind.word} moved successfully.`,
    uuid: resource.uuid,
    project_uuid: project.uuid,
    environment_uuid: environment.uuid,
  });
}
