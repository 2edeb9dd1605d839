import { hide, without } from "../access/hidden.ts";
import { destinationDetails } from "../destinations/show.ts";
import { destinations } from "../destinations/tables.ts";
import { environmentDetail } from "../environments/detail.ts";
import { environments } from "../environments/tables.ts";
import { isFunctional, requireServer } from "../servers/functional.ts";
import { isCoolifyHost, serverDetail } from "../servers/show.ts";
import { servers } from "../servers/tables.ts";
import type { World } from "../world/world.ts";
import { serviceStatus } from "./status.ts";
import { type PartRow, type ServiceRow, serviceApplications, serviceDatabases } from "./tables.ts";

const OWN: ReadonlySet<string> = new Set(["is_starting"]);
const NUMBER: ReadonlySet<string> = new Set(["id"]);
const NUMBERS: ReadonlySet<string> = new Set(["id", "service_id"]);

/** Puts services of one answer into their forms (contract 13.2). */
export class ServiceShow {
  readonly #world: World;
  readonly #sensitive: boolean;
  readonly #destination: (id: number) => object | null;
  readonly #servers = new Map<number, { shown: object | null; functional: boolean }>();

  constructor(world: World, sensitive: boolean) {
    this.#world = world;
    this.#sensitive = sensitive;
    this.#destination = destinationDetails(world, sensitive);
  }

  /** With numbers, as the environment detail has it. The parts are there because the status was put together from them. */
  numbered(service: ServiceRow): Record<string, unknown> {
    return { ...this.#columns(service), ...this.#parts(service) };
  }

  /** As GET /services and /resources have it, the latter with the number. */
  listed(service: ServiceRow, withNumber = false): object {
    const through = { laravel_through_key: this.#world.of(environments).get(service.environment_id)?.project_id };
    const shown = { ...this.numbered(service), ...through };
    return withNumber ? shown : { ...without(shown, NUMBER), ...this.#place(service) };
  }

  single(service: ServiceRow): object {
    const shown = { ...this.#columns(service), ...this.#allParts(service), ...this.#place(service) };
    return { ...without(shown, NUMBER), environment: environmentDetail(this.#world, service.environment_id) };
  }

  /** A service as it lies inside one of its parts, never with its texts. */
  nested(service: ServiceRow): Record<string, unknown> {
    return { ...hide(this.#columns(service), false, "service"), ...this.#parts(service) };
  }

  #columns(service: ServiceRow): Record<string, unknown> {
    requireServer(this.#world, service.destination_id);
    const server = this.#server(service.server_id);
    return {
      ...without(hide(service, this.#sensitive, "service"), OWN),
      server_status: server.functional,
      status: serviceStatus(this.#world, service),
      server: server.shown,
    };
  }

  #place(service: ServiceRow): object {
    return this.#sensitive ? { destination: this.#destination(service.destination_id) } : {};
  }

  #parts(service: ServiceRow): object {
    return service.is_starting ? {} : this.#allParts(service);
  }

  #allParts(service: ServiceRow): object {
    return {
      applications: this.#world.of(serviceApplications).where("service_id", service.id),
      databases: this.#world.of(serviceDatabases).where("service_id", service.id),
    };
  }

  /** The server beside the destination never shows its secrets. */
  #server(id: number): { shown: object | null; functional: boolean } {
    let known = this.#servers.get(id);
    if (!known) {
      const server = this.#world.of(servers).get(id);
      known = { shown: server ? serverDetail(this.#world, server, false) : null, functional: isFunctional(this.#world, server) };
      this.#servers.set(id, known);
    }
    return known;
  }
}

/** A part in the list of its kind. */
export const listedPart = {
  applications: (part: PartRow): object => without(part, NUMBER),
  databases: (part: PartRow): object => without(part, NUMBERS),
} as const;

/** A single application part with its service; read, it brings the surroundings of the service too. */
export function applicationPartDetail(world: World, service: ServiceRow, part: PartRow, isRead: boolean): object {
  const around = isRead
    ? { destination: bareDestination(world, service.destination_id), environment: environmentDetail(world, service.environment_id) }
    : {};
  return { ...listedPart.applications(part), service: { ...new ServiceShow(world, false).nested(service), ...around } };
}

/** The destination with its server, the server without settings. */
function bareDestination(world: World, id: number): object | null {
  const destination = world.of(destinations).get(id);
  const server = world.of(servers).get(destination?.server_id);
  return destination ? { ...destination, server: server ? { ...server, is_coolify_host: isCoolifyHost(server) } : null } : null;
}
