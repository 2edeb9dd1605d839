import { type Answer, ok, refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { type InputSpec, validated } from "../validation/validate.ts";
import { isTruthy } from "../validation/values.ts";
import { changeColumns } from "./change.ts";
import { serverOf, settingsOf } from "./lookup.ts";
import { isCoolifyHost } from "./show.ts";
import { type ServerRow, serverSettings } from "./tables.ts";

const input: InputSpec = { rules: { is_cloudflare_tunnel: "required|boolean" }, wording: "custom" };

const RESTORED = "Cloudflare Tunnel disabled. Server IP restored to its previous IP address.";
const NOT_RESTORED = "Cloudflare Tunnel disabled. Action required: Update the server IP address to its real IP address if needed.";

export const showTunnel = (call: Call): Answer => ok(shown(call, serverOf(call)));

export function changeTunnel(call: Call): Answer {
  const server = tunnelServer(call);
  switchTunnel(call, server, isTruthy(validated(call, input).is_cloudflare_tunnel));
  return ok(shown(call, server));
}

export function enableTunnel(call: Call): Answer {
  const server = tunnelServer(call);
  switchTunnel(call, server, true);
  return ok({ message: "Cloudflare Tunnel enabled.", ...shown(call, server) });
}

export function disableTunnel(call: Call): Answer {
  const server = tunnelServer(call);
  const restored = switchTunnel(call, server, false);
  return ok({ message: restored ? RESTORED : NOT_RESTORED, ...shown(call, server) });
}

function tunnelServer(call: Call): ServerRow {
  const server = serverOf(call);
  if (isCoolifyHost(server)) throw refusal(422, "Cloudflare Tunnel cannot be configured on the localhost server.");
  return server;
}

/** Off puts the former address back, every time, also when it was off (contract 14). Answers whether it did. */
function switchTunnel(call: Call, server: ServerRow, on: boolean): boolean {
  call.world.of(serverSettings).update(settingsOf(call.world, server), { is_cloudflare_tunnel: on });
  const former = on ? null : server.ip_previous;
  if (typeof former !== "string" || former === "") return false;
  changeColumns(call, server, { ip: former });
  return true;
}

const shown = (call: Call, server: ServerRow): object => ({
  is_cloudflare_tunnel: settingsOf(call.world, server).is_cloudflare_tunnel,
  ip: server.ip,
  ip_previous: server.ip_previous,
});
