import { ControlError } from "../control/error.ts";
import type { Bag } from "../http/normalise.ts";
import type { Control } from "../noun.ts";
import { serverSettings, servers } from "../servers/tables.ts";
import { ownerKey, type Row } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { setHost } from "./host.ts";
import { containers, storedImages } from "./tables.ts";

const OWNERS: Record<string, string> = { application: "applications", service: "services", database: "databases" };

/** What happens on the servers themselves (README of the recordings). */
export const hostControls: Record<string, Control> = {
  container: controlContainer,
  "images-on-server": controlImages,
  "container-named-like-the-application": controlNamed,
  "server-unreachable": (world, command) => setHost(world, serverIn(world, command).id, { reachable: false }),
  "server-commands-fail": (world, command) => setHost(world, serverIn(world, command).id, { commandsFail: true }),
  "server-unusable": markUnusable,
};

/** The row that a command names by uuid. @throws ControlError */
export function rowIn(world: World, table: string, uuid: unknown, what: string): Row & { readonly uuid: string } {
  const row = world.table(table).byUuid(uuid) as (Row & { readonly uuid: string }) | undefined;
  if (!row) throw new ControlError(`There is no ${what} ${JSON.stringify(uuid) ?? "without a uuid"}.`);
  return row;
}

export const serverIn = (world: World, { server }: Bag) => rowIn(world, servers.name, server, "server");

function markUnusable(world: World, command: Bag): void {
  const server = serverIn(world, command);
  const settings = world.of(serverSettings).first("server_id", server.id);
  if (settings) world.of(serverSettings).update(settings, { is_usable: false, is_reachable: false });
}

/** `{application | service | database, state?, log? | logs?, running?: [name…]}`: the containers that are there from now on. */
function controlContainer(world: World, command: Bag): void {
  const kind = Object.keys(OWNERS).find((name) => command[name] !== undefined);
  if (!kind) throw new ControlError("The control container needs application, service or database.");
  const table = OWNERS[kind] ?? "";
  const row = rowIn(world, table, command[kind], kind);
  const owner = ownerKey(table, row);
  for (const old of world.of(containers).where("owner", owner)) world.of(containers).remove(old);
  const names = Array.isArray(command.running) ? command.running.map(String) : [row.uuid];
  const state = typeof command.state === "string" ? command.state : "running";
  const log = command.log ?? command.logs;
  for (const name of names) world.of(containers).insert({ owner, name, state, log: typeof log === "string" ? log : "" });
}

/** `{server, images: [{repository, tag, created_at}]}`: all that `docker images` shows there. */
function controlImages(world: World, command: Bag): void {
  const server = serverIn(world, command);
  const images = command.images as Record<string, unknown>[];
  if (!Array.isArray(images) || !images.every((image) => image !== null && typeof image === "object")) {
    throw new ControlError("The control images-on-server needs a list of images: {repository, tag, created_at}.");
  }
  const table = world.of(storedImages);
  for (const old of table.where("server_id", server.id)) table.remove(old);
  // The newest comes first, as `docker images` lists them, and so is the last row.
  for (const { repository, tag, created_at } of images.toReversed()) {
    table.insert({ server_id: server.id, repository: String(repository), tag: String(tag), made_at: String(created_at ?? "") });
  }
}

/** `{application, image}`: a container named exactly like the application runs that image. */
function controlNamed(world: World, command: Bag): void {
  const row = rowIn(world, "applications", command.application, "application");
  if (typeof command.image !== "string") throw new ControlError("The control container-named-like-the-application needs an image.");
  world.of(containers).insert({ owner: ownerKey("applications", row), name: row.uuid, image: command.image });
}
