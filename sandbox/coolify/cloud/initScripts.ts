import { requireAdmin } from "../access/admin.ts";
import { hide, without } from "../access/hidden.ts";
import { type Answer, created, message, ok, refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { type InputSpec, validated } from "../validation/validate.ts";
import { cloudInit } from "./cloudInit.ts";
import { type CloudInitScriptRow, cloudInitScripts } from "./tables.ts";

const NUMBERS: ReadonlySet<string> = new Set(["id", "team_id"]);

const createInput: InputSpec = {
  rules: { name: "required|string|max:255", script: ["required", "string", cloudInit] },
  wording: "custom",
};
const changeInput: InputSpec = { rules: { name: "string|max:255", script: ["string", cloudInit] }, wording: "custom" };

/** Newest first. */
export function listScripts(call: Call): Answer {
  requireAdmin(call);
  const own = call.world.of(cloudInitScripts).where("team_id", call.team);
  return ok(own.reverse().map((script) => shown(call, script)));
}

export function showScript(call: Call): Answer {
  const script = scriptOf(call);
  requireAdmin(call);
  return ok(shown(call, script));
}

export function createScript(call: Call): Answer {
  const { name, script } = validated(call, createInput);
  const row = call.world.of(cloudInitScripts).insert({ name: String(name), script: String(script), team_id: call.team });
  return created(shown(call, row));
}

export function changeScript(call: Call): Answer {
  const row = scriptOf(call);
  const input = validated(call, changeInput);
  call.world.of(cloudInitScripts).update(row, input);
  return ok(shown(call, row));
}

export function deleteScript(call: Call): Answer {
  call.world.of(cloudInitScripts).remove(scriptOf(call));
  return message("Cloud-init script deleted.");
}

/** These routes read the path alone. @throws Refusal 404 */
function scriptOf(call: Call): CloudInitScriptRow {
  const script = call.world.of(cloudInitScripts).byUuid(call.params.uuid);
  if (!script || script.team_id !== call.team) throw refusal(404, "Cloud-init script not found.");
  return script;
}

const shown = (call: Call, row: CloudInitScriptRow): object => without(hide(row, call.sensitive, "cloudInitScript"), NUMBERS);
