import { instanceSettings } from "../access/tables.ts";
import { settingsOf } from "../servers/lookup.ts";
import type { ServerRow } from "../servers/tables.ts";
import type { World } from "../world/world.ts";
import { urlParts } from "./normalise.ts";

/** The domain that a server gives to a resource without one: below its wildcard domain, else below sslip.io (contract 10). */
export function automaticDomain(world: World, server: ServerRow, uuid: string): string {
  const { scheme = "http", host = "", rest = "" } = urlParts(settingsOf(world, server).wildcard_domain || sslip(world, server)) ?? {};
  return `${scheme}://${uuid}.${host}${rest === "/" ? "" : rest}`;
}

function sslip(world: World, server: ServerRow): string {
  const own = server.ip === "host.docker.internal" ? world.of(instanceSettings).all()[0]?.public_ipv4 : undefined;
  return `http://${(own ?? server.ip).replaceAll(":", "-")}.sslip.io`;
}
