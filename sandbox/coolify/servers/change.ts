import { type Answer, created, invalid, message, serverError } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import { keyOf } from "../keys/lookup.ts";
import { isFrequency } from "../validation/cron.ts";
import { safeText } from "../validation/safeText.ts";
import { validated } from "../validation/validate.ts";
import { isTruthy } from "../validation/values.ts";
import { changeServerInput } from "./input.ts";
import { serverOf, settingsOf } from "./lookup.ts";
import { changeProxy, isProxyType } from "./proxyTypes.ts";
import { resourcesOn } from "./resources.ts";
import { type ServerRow, serverSettings, servers } from "./tables.ts";
import { startValidation } from "./validate.ts";

/** How each column of the server is stored; null destroys (contract 14). */
const COLUMNS: Readonly<Record<string, (value: unknown) => unknown>> = {
  name: safeText,
  description: safeText,
  ip: (value) => (typeof value === "string" ? value : ""),
  port: (value) => Number(value ?? 0),
  user: (value) => (typeof value === "string" ? value : ""),
};
const SWITCHES = ["is_build_server", "is_terminal_enabled"];
const NUMBERS = [
  "concurrent_builds",
  "dynamic_timeout",
  "deployment_queue_limit",
  "server_disk_usage_notification_threshold",
  "connection_timeout",
];
/** The largest number that the columns hold; the server's own columns are written by then. */
const BIGGEST = 2 ** 31 - 1;
const FREQUENCY = "server_disk_usage_check_frequency";

export function changeServer(call: Call): Answer {
  const { world } = call;
  const input = validated(call, changeServerInput);
  const server = serverOf(call);
  if (input.proxy_type && !isProxyType(input.proxy_type)) return message("Invalid proxy type.", 422);
  const key = input.private_key_uuid ? keyOf(call, input.private_key_uuid, "Private key not found.") : undefined;
  requireFrequency(input);
  requireEmptyBuildServer(call, server, input);
  changeColumns(call, server, { ...mapped(input, COLUMNS), ...(key ? { private_key_id: key.id } : {}) });
  if (NUMBERS.some((name) => Number(input[name]) > BIGGEST)) throw serverError();
  world.of(serverSettings).update(settingsOf(world, server), settingsIn(input));
  if (isProxyType(input.proxy_type)) changeProxy(world, server, input.proxy_type);
  if (isTruthy(input.instant_validate)) startValidation(world, server);
  return created({ uuid: server.uuid });
}

/** Writes columns; a new address keeps the old one beside it. */
export function changeColumns({ world }: Call, server: ServerRow, changes: Partial<ServerRow>): void {
  const moves = Boolean(changes.ip) && changes.ip !== server.ip && server.ip !== "";
  world.of(servers).update(server, moves ? { ...changes, ip_previous: server.ip } : changes);
}

function requireFrequency(input: Bag): void {
  if (!(FREQUENCY in input) || isFrequency(input[FREQUENCY])) return;
  throw invalid({ [FREQUENCY]: ["Invalid Cron / Human expression for Disk Usage Check Frequency."] });
}

function requireEmptyBuildServer({ world }: Call, server: ServerRow, input: Bag): void {
  if (!isTruthy(input.is_build_server) || settingsOf(world, server).is_build_server || resourcesOn(world, server).length === 0) return;
  throw invalid({ is_build_server: ["A server with existing resources cannot be configured as a build server."] });
}

const mapped = (input: Bag, columns: typeof COLUMNS): Bag =>
  Object.fromEntries(Object.entries(columns).flatMap(([column, stored]) => (column in input ? [[column, stored(input[column])]] : [])));

function settingsIn(input: Bag): Bag {
  return {
    ...Object.fromEntries(SWITCHES.filter((name) => name in input).map((name) => [name, isTruthy(input[name])])),
    ...Object.fromEntries(NUMBERS.filter((name) => name in input).map((name) => [name, Number(input[name])])),
    ...(FREQUENCY in input ? { [FREQUENCY]: input[FREQUENCY] } : {}),
  };
}
