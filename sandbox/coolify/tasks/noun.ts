import { type Answer, created, invalid, message, ok, refusal, serverError } from "../http/answer.ts";
import { type Call, requireJson, shadowed } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import type { Action, Noun } from "../noun.ts";
import { type ResourceKind, resourceKinds, resourceOf } from "../resources/kinds.ts";
import { isFrequency } from "../validation/cron.ts";
import { safeText } from "../validation/safeText.ts";
import { type InputSpec, validated } from "../validation/validate.ts";
import { isOn } from "../variables/keys.ts";
import { ownerKey } from "../world/table.ts";
import { RUN_TASK, runTask } from "./run.ts";
import { type ExecutionRow, executions, type TaskRow, tasks } from "./tables.ts";

/** Databases have none (contract 7). */
const KINDS: readonly ResourceKind[] = [resourceKinds.applications, resourceKinds.services];

const otherRules = { container: "nullable|string", timeout: "integer|min:1", enabled: "boolean" };
const newInput: InputSpec = {
  rules: { name: "required|string|max:255", command: "required|string", frequency: "required|string", ...otherRules },
  wording: "custom",
};
const changeInput: InputSpec = {
  rules: { name: "string|max:255", command: "string", frequency: "string", ...otherRules },
  wording: "custom",
};

/** What the column of a timeout takes. */
const MOST_SECONDS = 2 ** 31 - 1;

/** How a field that passed the rules is stored. */
const STORED: Readonly<Record<string, (value: unknown) => unknown>> = {
  name: safeText,
  command: (value) => value,
  frequency: (value) => value,
  container: (value) => value,
  timeout: seconds,
  enabled: isOn,
};

export const tasksNoun: Noun = {
  name: "tasks",
  tables: [tasks, executions],
  actions: Object.assign({}, ...KINDS.map(actionsOf)),
  jobs: { [RUN_TASK]: runTask },
};

type Run = (call: Call, owner: string) => Answer;

/** The owner is looked up first, as `$request->uuid` reads it: a stray uuid leads to another owner or to a 404 (contract 1.4). */
function actionsOf(kind: ResourceKind): Record<string, Action> {
  const path = `/${kind.path}/{uuid}/scheduled-tasks`;
  const action =
    (run: Run): Action =>
    (call) =>
      run(call, ownerKey(kind.table.name, resourceOf(call, kind)));
  return {
    [`GET ${path}`]: action(list),
    [`POST ${path}`]: action(create),
    [`PATCH ${path}/{task_uuid}`]: action(change),
    [`DELETE ${path}/{task_uuid}`]: action(remove),
    [`GET ${path}/{task_uuid}/executions`]: action(listExecutions),
    [`POST ${path}/{task_uuid}/execute`]: action(execute),
  };
}

function list(call: Call, owner: string): Answer {
  const own = call.world.of(tasks).where("owner", owner);
  return ok(own.sort((one, other) => compare(one.name, other.name) || one.id - other.id).map(shown));
}

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

function create(call: Call, owner: string): Answer {
  const input = checked(call, newInput);
  return created(shown(call.world.of(tasks).insert({ ...columnsOf(input), owner })));
}

function change(call: Call, owner: string): Answer {
  const input = checked(call, changeInput);
  const task = taskOf(call, owner);
  call.world.of(tasks).update(task, columnsOf(input));
  return ok(shown(task));
}

function remove(call: Call, owner: string): Answer {
  call.world.of(tasks).remove(taskOf(call, owner));
  return message("Scheduled task deleted.");
}

function listExecutions(call: Call, owner: string): Answer {
  const own = call.world.of(executions).where("scheduled_task_id", taskOf(call, owner).id);
  return ok(own.reverse().map(shownExecution));
}

/** Disabled tasks run too when they are told to. */
function execute(call: Call, owner: string): Answer {
  call.world.queue({ kind: RUN_TASK, payload: { task: taskOf(call, owner).id } });
  return message("Scheduled task execution queued.");
}

/** @throws Refusal 404 */
function taskOf(call: Call, owner: string): TaskRow {
  const task = call.world.of(tasks).byUuid(shadowed(call, "task_uuid"));
  if (task?.owner !== owner) throw refusal(404, "Scheduled task not found.");
  return task;
}

/** The JSON gate comes after the look-up of the owner, the frequency when all else is right. @throws Refusal 400, 422 */
function checked(call: Call, spec: InputSpec): Bag {
  requireJson(call);
  const input = validated(call, spec);
  if ("frequency" in input && !isFrequency(input.frequency)) {
    throw invalid({ frequency: ["Invalid cron expression or frequency format."] });
  }
  return input;
}

function columnsOf(input: Bag): Partial<TaskRow> {
  return Object.fromEntries(Object.entries(input).map(([field, value]) => [field, STORED[field]?.(value)]));
}

function seconds(value: unknown): number {
  if (Number(value) > MOST_SECONDS) throw serverError();
  return Number(value);
}

function shown({ uuid, name, command, container, enabled, frequency, timeout, created_at, updated_at }: TaskRow): object {
  return { uuid, name, command, container, enabled, frequency, timeout, created_at, updated_at };
}

function shownExecution({ id, scheduled_task_id, ...rest }: ExecutionRow): object {
  return rest;
}
