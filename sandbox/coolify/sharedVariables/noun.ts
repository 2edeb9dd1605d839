import { type Answer, created, message, ok, refusal, serverError } from "../http/answer.ts";
import { type Call, requireJson } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import type { Action, Noun } from "../noun.ts";
import { servers } from "../servers/tables.ts";
import { type InputSpec, validated } from "../validation/validate.ts";
import { changedKeyRules, commentRules, isOn, newKeyRules, valueRules, withTextKey } from "../variables/keys.ts";
import { addServerVariables } from "./predefined.ts";
import { type Scope, scopes } from "./scopes.ts";
import { type SharedVariableRow, sharedVariables } from "./tables.ts";

const FLAGS = ["is_literal", "is_multiline", "is_shown_once"] as const;
const otherRules = { value: valueRules, ...Object.fromEntries(FLAGS.map((flag) => [flag, "boolean"])), comment: commentRules };
const newInput: InputSpec = { rules: { key: newKeyRules, ...otherRules }, wording: "custom" };
const changeInput: InputSpec = { rules: { key: changedKeyRules, ...otherRules }, wording: "custom" };

/** Largest number the id column takes. */
const MOST = 2n ** 63n - 1n;

export const sharedVariablesNoun: Noun = {
  name: "sharedVariables",
  tables: [sharedVariables],
  actions: Object.assign({}, ...scopes.map(actionsOf)),
  seed(world) {
    for (const server of world.of(servers).all()) addServerVariables(world, server);
  },
};

function actionsOf(scope: Scope): Record<string, Action> {
  return {
    [`GET ${scope.path}`]: (call) => ok(rowsOf(call, scope.ownerOf(call)).map((row) => shown(call, scope, row))),
    [`POST ${scope.path}`]: (call) => create(call, scope),
    [`PATCH ${scope.path}/{env_id}`]: (call) => change(call, scope),
    [`DELETE ${scope.path}/{env_id}`]: (call) => remove(call, scope),
  };
}

const rowsOf = (call: Call, owner: string): SharedVariableRow[] => call.world.of(sharedVariables).where("owner", owner);

function shown({ sensitive }: Call, { type }: Scope, row: SharedVariableRow): object {
  const { id, comment, is_literal, is_multiline, is_shown_once, key, value, created_at, updated_at } = row;
  const secret = sensitive && !is_shown_once ? { value } : {};
  return { id, comment, is_literal, is_multiline, is_shown_once, key, type, ...secret, created_at, updated_at };
}

function create(call: Call, scope: Scope): Answer {
  const owner = scope.ownerOf(call);
  const input = checked(call, newInput);
  if (rowsOf(call, owner).some((row) => row.key === input.key)) {
    throw refusal(409, "Environment variable already exists. Use PATCH request to update it.");
  }
  const row = call.world.of(sharedVariables).insert({ ...columnsOf({ value: null, ...input }), owner, team_id: call.team });
  return created({ id: row.id });
}

function change(call: Call, scope: Scope): Answer {
  const owner = scope.ownerOf(call);
  const row = rowOf(call, owner);
  const input = checked(call, changeInput);
  if (rowsOf(call, owner).some((other) => other !== row && other.key === input.key)) {
    throw refusal(409, "Environment variable already exists with this key.");
  }
  call.world.of(sharedVariables).update(row, columnsOf(input));
  return ok(shown(call, scope, row));
}

function remove(call: Call, scope: Scope): Answer {
  call.world.of(sharedVariables).remove(rowOf(call, scope.ownerOf(call)));
  return message("Environment variable deleted.");
}

/** The JSON gate and the rules come after the look-ups. @throws Refusal */
function checked(call: Call, spec: InputSpec): Bag {
  requireJson(call);
  return validated({ ...call, input: withTextKey(call.input) }, spec);
}

/** Only what was sent. Key and value cannot be empty: the database refuses them (contract 5.3). @throws Refusal 500 */
function columnsOf(input: Bag): Partial<SharedVariableRow> {
  if (input.key === null || input.value === null) throw serverError();
  const flags = FLAGS.filter((flag) => flag in input).map((flag) => [flag, isOn(input[flag])]);
  const texts = ["key", "value", "comment"].filter((column) => column in input).map((column) => [column, input[column]]);
  return Object.fromEntries([...texts, ...flags]);
}

/** @throws Refusal 404, and 500 for what the database cannot read as a number */
function rowOf(call: Call, owner: string): SharedVariableRow {
  const id = call.params.env_id ?? "";
  if (!/^[+-]?\d+$/.test(id) || BigInt(id.replace("+", "")) > MOST) throw serverError();
  const row = call.world.of(sharedVariables).get(Number(id));
  if (row?.owner !== owner) throw refusal(404, "Environment variable not found.");
  return row;
}
