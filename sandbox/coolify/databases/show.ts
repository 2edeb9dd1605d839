import { hide, without } from "../access/hidden.ts";
import { backupsByNumber } from "../backups/show.ts";
import { destinationDetails } from "../destinations/show.ts";
import { environmentDetail } from "../environments/detail.ts";
import { isFunctional, requireServer, serverOfDestination } from "../servers/functional.ts";
import type { World } from "../world/world.ts";
import { engineSpec } from "./engines.ts";
import { beforeRead } from "./lookup.ts";
import type { DatabaseRow } from "./tables.ts";
import { externalUrl, internalUrl } from "./urls.ts";

const OWN: ReadonlySet<string> = new Set(["engine", "engine_id", "is_starting"]);
const NUMBER: ReadonlySet<string> = new Set(["id"]);

/** Puts databases of one answer into their forms (contract 12.2). */
export class DatabaseShow {
  readonly #world: World;
  readonly #sensitive: boolean;
  readonly #destination: (id: number) => object | null;
  readonly #bareDestination: (id: number) => object | null;
  #backups: ((database: DatabaseRow) => object[]) | undefined;

  constructor(world: World, sensitive: boolean) {
    this.#world = world;
    this.#sensitive = sensitive;
    this.#destination = destinationDetails(world, sensitive);
    this.#bareDestination = destinationDetails(world, false);
  }

  /** With its number and without the server's secrets, as the environment detail has it. */
  numbered(database: DatabaseRow): Record<string, unknown> {
    return { ...this.#columns(database), destination: this.#bareDestination(database.destination_id) };
  }

  #columns(database: DatabaseRow): Record<string, unknown> {
    const spec = engineSpec(database.engine);
    requireServer(this.#world, database.destination_id);
    beforeRead(this.#world, database);
    const whole = {
      ...without(without(database, OWN), new Set(spec.lacks ?? [])),
      id: database.engine_id,
      status: database.status.includes(":") ? database.status : `${database.status}:unhealthy`,
      internal_db_url: internalUrl(this.#world, database),
      external_db_url: externalUrl(this.#world, database),
      ...(spec.hidesType ? {} : { database_type: `standalone-${database.engine}` }),
      server_status: isFunctional(this.#world, serverOfDestination(this.#world, database.destination_id)),
    };
    return hide(whole, this.#sensitive, "database");
  }

  listed(database: DatabaseRow): object {
    this.#backups ??= backupsByNumber(this.#world);
    return { ...this.#placed(database), backup_configs: this.#backups(database) };
  }

  single(database: DatabaseRow): object {
    return { ...this.#placed(database), environment: environmentDetail(this.#world, database.environment_id) };
  }

  #placed(database: DatabaseRow): object {
    return { ...without(this.#columns(database), NUMBER), destination: this.#destination(database.destination_id) };
  }
}
