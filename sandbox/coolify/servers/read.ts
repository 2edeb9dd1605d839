import { hide, without } from "../access/hidden.ts";
import { type Answer, ok } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { domainsOf } from "./domains.ts";
import { serverOf, settingsOf } from "./lookup.ts";
import { shownResources } from "./resources.ts";
import { isCoolifyHost, serverDetail } from "./show.ts";
import { type ServerRow, servers } from "./tables.ts";

const NUMBER: ReadonlySet<string> = new Set(["id"]);

export function listServers(call: Call): Answer {
  const own = call.world.of(servers).where("team_id", call.team);
  return ok(own.filter((server) => server.deleted_at === null).map((server) => listed(call, server)));
}

/** The list selects few columns, so that its `proxy` is nearly empty (contract 14). */
function listed({ world, sensitive }: Call, server: ServerRow): object {
  const { uuid, name, description, ip, user, port } = server;
  const settings = settingsOf(world, server);
  return {
    ...{ uuid, name, description, ip, user, port },
    is_reachable: settings.is_reachable,
    is_usable: settings.is_usable,
    is_coolify_host: isCoolifyHost(server),
    proxy: { redirect_enabled: true },
    settings: hide(settings, sensitive, "serverSettings"),
  };
}

export function showServer(call: Call): Answer {
  const server = serverOf(call);
  const shown = without(serverDetail(call.world, server, call.sensitive), NUMBER);
  const wantsResources = call.query.resources && call.query.resources !== "0";
  return ok(wantsResources ? { ...shown, resources: shownResources(call.world, server) } : shown);
}

export const listResources = (call: Call): Answer => ok(shownResources(call.world, serverOf(call)));

export const listDomains = (call: Call): Answer => ok(domainsOf(call.world, serverOf(call)));
