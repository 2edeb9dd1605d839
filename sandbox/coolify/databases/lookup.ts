import { environments } from "../environments/tables.ts";
import { type Call, shadowed } from "../http/call.ts";
import { projects } from "../projects/tables.ts";
import { resourceKinds, resourceOf } from "../resources/kinds.ts";
import { serverOfDestination } from "../servers/functional.ts";
import type { ServerRow } from "../servers/tables.ts";
import { restoreVariables } from "../variables/implicit.ts";
import type { World } from "../world/world.ts";
import { type DatabaseRow, databases } from "./tables.ts";

/** The database of the token's team. @throws Refusal 404 */
export function databaseOf(call: Call, uuid: unknown = shadowed(call, "uuid")): DatabaseRow {
  return resourceOf(call, resourceKinds.databases, uuid) as unknown as DatabaseRow;
}

/** All databases of a team, in the order of their making. */
export function databasesOfTeam(world: World, team: number): DatabaseRow[] {
  const own: DatabaseRow[] = [];
  for (const project of world.of(projects).where("team_id", team)) {
    for (const environment of world.of(environments).where("project_id", project.id)) {
      own.push(...world.of(databases).where("environment_id", environment.id));
    }
  }
  return own.sort((one, other) => one.id - other.id);
}

/**
 * Whether a public database of the server has the port.
 * @param except Number of the database that asks: all databases of that number are passed over, those of other engines too (contract 12.2).
 */
export function isPortTaken(world: World, server: ServerRow | undefined, port: unknown, except?: number): boolean {
  return world
    .of(databases)
    .all()
    .some(
      (row) =>
        row.is_public &&
        row.public_port === Number(port) &&
        row.engine_id !== except &&
        serverOfDestination(world, row.destination_id)?.id === server?.id,
    );
}

/** Reading a redis brings back a variable of its own that was deleted (contract 5.2). */
export function beforeRead(world: World, database: DatabaseRow): DatabaseRow {
  restoreVariables(world, database);
  return database;
}
