import { hide, without } from "../access/hidden.ts";
import { teams } from "../access/tables.ts";
import { destinationDetails } from "../destinations/show.ts";
import { environments } from "../environments/tables.ts";
import { projects } from "../projects/tables.ts";
import { isFunctional, serverOfDestination } from "../servers/functional.ts";
import { serverDetail } from "../servers/show.ts";
import { servers } from "../servers/tables.ts";
import type { World } from "../world/world.ts";
import { applicationSettingsOf } from "./lookup.ts";
import { type AdditionalDestinationRow, type ApplicationRow, additionalDestinations } from "./tables.ts";

const NUMBER_HIDDEN: ReadonlySet<string> = new Set(["id"]);
/** Key numbers are secret here, but not in the environment's detail and /resources. */
const KEYS_HIDDEN: ReadonlySet<string> = new Set(["id", "private_key_id"]);
const SETTINGS_HIDDEN: ReadonlySet<string> = new Set(["id", "application_id", "created_at", "updated_at"]);

/** Puts applications of one answer into the form of lists: without settings and environment (contract 4.3). */
export class ApplicationShow {
  readonly #world: World;
  readonly #sensitive: boolean;
  readonly #destination: (id: number) => object | null;
  readonly #bareDestination: (id: number) => object | null;
  readonly #functional = new Map<number, boolean>();

  constructor(world: World, sensitive: boolean) {
    this.#world = world;
    this.#sensitive = sensitive;
    this.#destination = destinationDetails(world, sensitive);
    this.#bareDestination = destinationDetails(world, false);
  }

  /** With its number, as the environment's detail and /resources have it: all its own secrets shown, but none of its server. */
  numbered(application: ApplicationRow): Record<string, unknown> {
    return {
      ...this.#columns(application),
      private_key_id: application.private_key_id,
      ...(this.#sensitive ? { domain_dns_statuses: null } : {}),
      destination: this.#bareDestination(application.destination_id),
    };
  }

  listed(application: ApplicationRow): object {
    const shown = { ...this.#columns(application), destination: this.#destination(application.destination_id) };
    return without(shown, this.#sensitive ? NUMBER_HIDDEN : KEYS_HIDDEN);
  }

  #columns(application: ApplicationRow): Record<string, unknown> {
    const more = this.#world.of(additionalDestinations).where("application_id", application.id);
    return {
      ...hide(application, this.#sensitive, "application"),
      status: shownStatus(application.status, more),
      additional_servers_count: more.length,
      additional_networks_count: more.length,
      server_status: this.#isFunctional(application.destination_id) && more.every((row) => this.#isFunctional(row.destination_id)),
      additional_servers: more.map((row) => this.#additionalServer(row)),
    };
  }

  /** With `settings` and `environment`: the answer of GET /applications/{uuid}. */
  single(application: ApplicationRow): object {
    const settings = without(applicationSettingsOf(this.#world, application), SETTINGS_HIDDEN);
    return { ...this.listed(application), settings, environment: this.#environment(application.environment_id) };
  }

  /** With number and environment, without settings: inside a deployment (contract 8.3). */
  embedded(application: ApplicationRow): object {
    return { ...this.numbered(application), environment: this.#environment(application.environment_id) };
  }

  #environment(id: number): object | null {
    const environment = this.#world.of(environments).get(id);
    const project = this.#world.of(projects).get(environment?.project_id);
    if (!environment || !project) return null;
    const icons = { icon_path: null, icon_storage_type: null, icon_s3_storage_id: null };
    const team = this.#world.of(teams).get(project.team_id);
    return { ...environment, project: { ...project, ...icons, team: team ? { custom_server_limit: null, ...team } : null } };
  }

  #additionalServer({ application_id, server_id, destination_id, status }: AdditionalDestinationRow): object {
    const server = this.#world.of(servers).get(server_id);
    const pivot = { application_id, server_id, standalone_docker_id: destination_id, status };
    return server ? { ...serverDetail(this.#world, server, false), pivot } : { pivot };
  }

  #isFunctional(destinationId: number): boolean {
    let known = this.#functional.get(destinationId);
    if (known === undefined) {
      known = isFunctional(this.#world, serverOfDestination(this.#world, destinationId));
      this.#functional.set(destinationId, known);
    }
    return known;
  }
}

const half = (status: string, after: boolean): string => {
  const at = status.indexOf(":");
  if (at < 0) return status;
  return after ? status.slice(at + 1) : status.slice(0, at);
};

/** The status as every answer shows it. */
export const statusOf = (world: World, application: ApplicationRow): string =>
  shownStatus(application.status, world.of(additionalDestinations).where("application_id", application.id));

/** `state:health`; with further servers their states count too (MA status). */
export function shownStatus(status: string, more: readonly { readonly status: string }[]): string {
  if (more.length === 0) return status.includes(":") ? status : `${status}:unhealthy`;
  const [state, health] = [half(status, false), half(status, true)];
  const isDegraded = more.some((other) => half(other.status, false) !== state);
  const isUnhealthy = more.some((other) => half(other.status, true) !== health);
  return `${isDegraded ? "degraded" : state}:${isUnhealthy ? "unhealthy" : health}`;
}
