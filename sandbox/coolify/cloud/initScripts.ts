import { requireAdmin } from "../access/admin.ts";
import { hide, without } from "../access/hidden.ts";
import { parseYaml, YamlFault } from "../compose/yaml.ts";
import { type Answer, created, message, ok, refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { type InputSpec, type OwnRule, validated } from "../validation/validate.ts";
import { type CloudInitScriptRow, cloudInitScripts } from "./tables.ts";

const HEADER = /^#cloud-config\s*/;
const NUMBERS: ReadonlySet<string> = new Set(["id", "team_id"]);

/** A script for a shell, or YAML. */
const cloudInit: OwnRule = (value) => {
  const script = String(value).trim();
  if (script === "" || script.startsWith("#!")) return undefined;
  const fault = yamlFault(script.replace(HEADER, ""));
  if (fault === undefined) return undefined;
  return HEADER.test(script)
    ? `The script must be valid YAML format. Error: ${fault}`
    : `The script must be either a valid bash script (starting with #!) or valid cloud-config YAML. YAML parse error: ${fault}`;
};

/** In the words of Coolify's parser, which names the line; the sandbox knows one of its many sentences. */
function yamlFault(text: string): string | undefined {
  try {
    parseYaml(text);
    return undefined;
  } catch (fault) {
    if (!(fault instanceof YamlFault)) throw fault;
    const lines = text.split("\n");
    const at = Math.max(
      lines.findIndex((line) => /[[{]/.test(line)),
      0,
    );
    return `Malformed inline YAML string at line ${at + 1} (near "${lines[at]?.trim() ?? ""}").`;
  }
}

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
