import { requireAdmin } from "../access/admin.ts";
import { hide, without } from "../access/hidden.ts";
import { type Answer, created, message, ok, refusal } from "../http/answer.ts";
import { type Call, shadowed } from "../http/call.ts";
import { servers } from "../servers/tables.ts";
import { type InputSpec, validated } from "../validation/validate.ts";
import type { World } from "../world/world.ts";
import { type CloudTokenRow, cloudAccounts, cloudTokens } from "./tables.ts";

export const PROVIDERS = ["hetzner", "digitalocean", "vultr"];
const OUT_OF_REACH = "Failed to validate token with provider API.";

const createInput: InputSpec = {
  rules: { provider: `required|string|in:${PROVIDERS.join(",")}`, token: "required|string", name: "required|string|max:255" },
  wording: "custom",
};
const changeInput: InputSpec = { rules: { name: "required|string|max:255" }, wording: "custom" };
const NUMBER: ReadonlySet<string> = new Set(["id"]);

export function listTokens(call: Call): Answer {
  const own = call.world.of(cloudTokens).where("team_id", call.team);
  return ok(own.map((token) => shown(call, token)));
}

/** A token is for admins alone, while the list is for everybody (contract 1.2, check 9). */
export function showToken(call: Call): Answer {
  const token = tokenOf(call);
  requireAdmin(call);
  return ok(shown(call, token));
}

/** Coolify asks the provider, which no sandbox can reach: refused, unless the control `cloud-provider-accepts` answers for it (contract 14). */
export function createToken(call: Call): Answer {
  const input = validated({ ...call, input: call.fromBody }, createInput);
  const [provider, token, name] = [String(input.provider), String(input.token), String(input.name)];
  const accounts = call.world.of(cloudAccounts).all();
  if (!accounts.some((account) => account.provider === provider && (account.token ?? token) === token)) return message(OUT_OF_REACH, 400);
  return created({ uuid: call.world.of(cloudTokens).insert({ provider, token, name, team_id: call.team }).uuid });
}

export function changeToken(call: Call): Answer {
  const { name } = validated({ ...call, input: call.fromBody }, changeInput);
  const token = tokenOf(call, call.params.uuid);
  call.world.of(cloudTokens).update(token, { name: String(name) });
  return ok({ uuid: token.uuid });
}

export function deleteToken(call: Call): Answer {
  if (!shadowed(call, "uuid")) throw refusal(422, "UUID is required.");
  const token = tokenOf(call);
  if (serversOf(call.world, token) > 0) throw refusal(400, "Cannot delete token that is used by servers.");
  call.world.of(cloudTokens).remove(token);
  return message("Cloud provider token deleted.");
}

export function validateToken(call: Call): Answer {
  tokenOf(call);
  return ok({ valid: false, message: OUT_OF_REACH });
}

function tokenOf(call: Call, uuid: unknown = shadowed(call, "uuid")): CloudTokenRow {
  const token = call.world.of(cloudTokens).byUuid(uuid);
  if (!token || token.team_id !== call.team) throw refusal(404, "Cloud provider token not found.");
  return token;
}

function shown(call: Call, token: CloudTokenRow): object {
  return { ...without(hide(token, call.sensitive, "cloudToken"), NUMBER), servers_count: serversOf(call.world, token) };
}

function serversOf(world: World, token: CloudTokenRow): number {
  const all = world.of(servers).all();
  return all.filter((server) => server.cloud_provider_token_id === token.id && server.deleted_at === null).length;
}
