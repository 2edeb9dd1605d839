import { type Answer, message, ok, refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Noun } from "../noun.ts";
import { accessControls } from "./controls.ts";
import { seedAccess } from "./seed.ts";
import { type InstanceRow, instanceSettings, memberships, teams, tokens, users } from "./tables.ts";

const ROOT_TEAM = 0;

export const accessNoun: Noun = {
  name: "access",
  tables: [instanceSettings, teams, users, memberships, tokens],
  actions: {
    "GET /version": (call) => ok(call.world.settings.version),
    "POST /enable": switching({ is_api_enabled: true }, "enable the API", "API enabled."),
    "POST /disable": switching({ is_api_enabled: false }, "disable the API", "API disabled."),
    "POST /mcp/enable": switching({ is_mcp_server_enabled: true }, "enable the MCP server", "MCP server enabled."),
    "POST /mcp/disable": switching({ is_mcp_server_enabled: false }, "disable the MCP server", "MCP server disabled."),
  },
  seed: seedAccess,
  controls: accessControls,
};

/** The installation's switches belong to the root team (contract 1.1). */
function switching(changes: Partial<InstanceRow>, deed: string, done: string): (call: Call) => Answer {
  return (call) => {
    if (call.team !== ROOT_TEAM) throw refusal(403, `You are not allowed to ${deed}.`);
    const instance = call.world.of(instanceSettings).get(0);
    if (instance) call.world.of(instanceSettings).update(instance, changes);
    return message(done);
  };
}
