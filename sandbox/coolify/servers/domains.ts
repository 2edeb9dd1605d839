import { instanceSettings } from "../access/tables.ts";
import { destinations } from "../destinations/tables.ts";
import { serviceApplications } from "../services/tables.ts";
import type { World } from "../world/world.ts";
import { resourcesOn } from "./resources.ts";
import type { ServerRow } from "./tables.ts";

/** Address of the machine that Coolify itself runs on, as Coolify knows it. */
const OWN_MACHINE = "host.docker.internal";

/** Hosts on a server under its address, without scheme, port and path (contract 14). */
export function domainsOf(world: World, server: ServerRow): object[] {
  const texts = resourcesOn(world, server).flatMap(({ kind, row }) => {
    if (kind === "application") return world.of(destinations).get(row.destination_id)?.server_id === server.id ? [row.fqdn] : [];
    return kind === "service"
      ? world
          .of(serviceApplications)
          .where("service_id", row.id)
          .map((part) => part.fqdn)
      : [];
  });
  if (texts.length === 0) return [];
  return [{ ip: shownAddress(world, server), domains: texts.flatMap(hostsIn) }];
}

function shownAddress(world: World, { ip }: ServerRow): string {
  return ip === OWN_MACHINE ? (world.of(instanceSettings).get(0)?.public_ipv4 ?? ip) : ip;
}

const hostsIn = (text: unknown): string[] =>
  String(text ?? "")
    .split(",")
    .map((url) => url.replace("http://", "").replace("https://", "").split("/")[0]?.split(":")[0] ?? "")
    .filter((host) => host !== "");
