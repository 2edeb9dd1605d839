import { requireAdmin } from "../access/admin.ts";
import { type DatabaseRow, databases } from "../databases/tables.ts";
import { type Answer, created, message, ok, refusal } from "../http/answer.ts";
import { type Call, gated, shadowed } from "../http/call.ts";
import type { Action, Noun } from "../noun.ts";
import { type ResourceRow, resourceOf } from "../resources/kinds.ts";
import { validated } from "../validation/validate.ts";
import { ownerKey } from "../world/table.ts";
import { writeAll } from "./bulk.ts";
import { changesOf, inputOf, storedColumns } from "./columns.ts";
import { restoreVariables } from "./implicit.ts";
import { isOn, withTextKey } from "./keys.ts";
import { addVariable, findVariable, variablesOf } from "./own.ts";
import { type Operation, type VariablePolicy, variablePolicies } from "./policy.ts";
import { shower } from "./show.ts";
import { variables } from "./tables.ts";
import { changeVariable } from "./write.ts";

export const variablesNoun: Noun = {
  name: "variables",
  tables: [variables],
  actions: Object.assign({}, ...variablePolicies.map(actionsOf)),
};

type Run = (call: Call, policy: VariablePolicy, resource: ResourceRow) => Answer;

function actionsOf(policy: VariablePolicy): Record<string, Action> {
  const path = `/${policy.kind.path}/{uuid}/envs`;
  const action = (operation: Operation, run: Run): Action => {
    const act: Action = (call) => run(call, policy, resource(call, policy, operation));
    return policy.gated.includes(operation) ? gated(act) : act;
  };
  return {
    [`GET ${path}`]: action("list", list),
    [`POST ${path}`]: action("create", create),
    [`PATCH ${path}`]: action("change", change),
    [`PATCH ${path}/bulk`]: action("bulk", writeAll),
    [`DELETE ${path}/{env_uuid}`]: action("remove", remove),
  };
}

/** Only the list reads `$request->uuid`; the writes read the path (contract 1.4). @throws Refusal 404 */
function resource(call: Call, { kind, notFound }: VariablePolicy, operation: Operation): ResourceRow {
  return resourceOf(call, kind, operation === "list" ? shadowed(call, "uuid") : call.params.uuid, notFound[operation]);
}

const ownerOf = (policy: VariablePolicy, row: ResourceRow): string => ownerKey(policy.kind.table.name, row);

function list(call: Call, policy: VariablePolicy, row: ResourceRow): Answer {
  if (policy.adminsOnly) requireAdmin(call);
  if (policy.kind.table.name === databases.name) restoreVariables(call.world, row as DatabaseRow);
  const all = variablesOf(call.world, ownerOf(policy, row));
  const ordered = policy.twins ? [...all.filter((one) => !one.is_preview), ...all.filter((one) => one.is_preview)] : all;
  const show = shower(call, policy, row);
  return ok(ordered.map((one) => show(one)));
}

function create(call: Call, policy: VariablePolicy, row: ResourceRow): Answer {
  const input = validated({ ...call, input: withTextKey(call.input) }, inputOf(policy.columns, policy.unknown));
  const owner = ownerOf(policy, row);
  const known = findVariable(call.world, owner, input.key, policy.twins ? isOn(input.is_preview) : undefined);
  if (known) throw refusal(409, "Environment variable already exists. Use PATCH request to update it.");
  const fresh = addVariable(call.world, owner, { ...storedColumns(input, policy.columns), key: String(input.key) });
  return created(policy.createAnswersUuid ? { uuid: fresh.uuid } : shower(call, policy, row)(fresh, policy.columns));
}

function change(call: Call, policy: VariablePolicy, row: ResourceRow): Answer {
  const input = validated({ ...call, input: withTextKey(call.input) }, inputOf(policy.columns, policy.unknown));
  const found = findVariable(call.world, ownerOf(policy, row), input.key, policy.twins ? isOn(input.is_preview) : undefined);
  if (!found) throw refusal(404, "Environment variable not found.");
  const columns = policy.columns.filter((column) => column !== "is_preview");
  changeVariable(call.world, policy, found, changesOf(found, input, columns, policy.omitted));
  return created(shower(call, policy, row)(found));
}

function remove(call: Call, policy: VariablePolicy, row: ResourceRow): Answer {
  const found = call.world.of(variables).byUuid(call.params.env_uuid);
  if (found?.owner !== ownerOf(policy, row)) throw refusal(404, "Environment variable not found.");
  call.world.of(variables).remove(found);
  return message("Environment variable deleted.");
}
