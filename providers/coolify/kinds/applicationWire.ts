import { UserError } from "../errors.ts";
import type { Wire } from "../kind.ts";
import { splitStamp, withStamp } from "../stamp.ts";
import type { Source } from "./applicationFields.ts";

/** The inputs that reach Coolify's columns. */
export interface ApplicationSettings {
  stamp?: string;
  name: string;
  description: string;
  source: Source;
  buildPack: string;
  port: number;
  domains: string[];
  autoDeploy: boolean;
  installCommand?: string;
  buildCommand?: string;
  startCommand?: string;
  healthCheck: {
    enabled: boolean;
    path: string;
    intervalSeconds: number;
    timeoutSeconds: number;
    retries: number;
    startPeriodSeconds: number;
  };
  limits: { memory: string; cpus: string };
}

const GITHUB = /^https?:\/\/github\.com\/([^/]+\/[^/]+).*$/;

/** `owner/repo` for GitHub, as Coolify stores it; every other address in full (trap T2). */
const stored = (repository: string) => repository.replace(GITHUB, "$1").replace(/\.git$/, "");
/** The way back: Coolify shows `owner/repo` only for GitHub. */
const address = (repository: string) => (/^[^/:]+\/[^/:]+$/.test(repository) ? `https://github.com/${repository}` : repository);

/** Coolify's way to say "empty" differs from field to field: null, "" and absent are one (trap T10). */
const orNull = (text: unknown) => (typeof text === "string" && text !== "" ? text : null);

function sourceToWire(inputs: ApplicationSettings): Wire {
  const { source } = inputs;
  if (source.type === "dockerImage") return { docker_registry_image_name: source.image, docker_registry_image_tag: source.tag };
  return {
    git_repository: stored(source.repository),
    git_branch: source.branch,
    git_commit_sha: source.commit ?? "HEAD",
    build_pack: inputs.buildPack,
    // A Docker image has no branch to follow, and create drops the field there (contract 4.1).
    is_auto_deploy_enabled: inputs.autoDeploy,
  };
}

export function applicationToWire(inputs: ApplicationSettings): Wire {
  return {
    name: inputs.name,
    description: withStamp(inputs.description, inputs.stamp),
    ...sourceToWire(inputs),
    ports_exposes: String(inputs.port),
    domains: inputs.domains.length > 0 ? inputs.domains.join(",") : null,
    install_command: orNull(inputs.installCommand),
    build_command: orNull(inputs.buildCommand),
    start_command: orNull(inputs.startCommand),
    health_check_enabled: inputs.healthCheck.enabled,
    health_check_path: inputs.healthCheck.path,
    health_check_interval: inputs.healthCheck.intervalSeconds,
    health_check_timeout: inputs.healthCheck.timeoutSeconds,
    health_check_retries: inputs.healthCheck.retries,
    health_check_start_period: inputs.healthCheck.startPeriodSeconds,
    limits_memory: inputs.limits.memory,
    limits_cpus: inputs.limits.cpus,
  };
}

/** What create takes in another form than PATCH: the full address of a repository, from which Coolify finds the source. */
export const repositoryAddress = (source: Source): Wire =>
  source.type === "publicGit" ? { git_repository: address(stored(source.repository)) } : {};

const record = (value: unknown): Wire => (typeof value === "object" && value !== null ? (value as Wire) : {});

function sourceFromWire(wire: Wire): Wire {
  if (wire.build_pack === "dockerimage")
    return { source: { type: "dockerImage", image: wire.docker_registry_image_name, tag: wire.docker_registry_image_tag ?? "latest" } };
  return {
    source: {
      type: "publicGit",
      repository: address(stored(String(wire.git_repository))),
      branch: wire.git_branch,
      ...(wire.git_commit_sha !== "HEAD" && { commit: wire.git_commit_sha }),
    },
    buildPack: wire.build_pack,
    autoDeploy: record(wire.settings).is_auto_deploy_enabled,
  };
}

/** Where it lives. The list does not tell (contract 4.3), the single object does. Names stay names, uuids stay uuids. */
function placeFromWire(wire: Wire, inputs: { server?: string; destination?: string }): Wire {
  const environment = record(wire.environment);
  const destination = record(wire.destination);
  const server = record(destination.server);
  const as = (object: Wire, wanted?: string) => (wanted !== undefined && wanted === object.uuid ? object.uuid : object.name);
  return {
    project: record(environment.project).uuid,
    environment: environment.name,
    server: as(server, inputs.server),
    ...(inputs.destination !== undefined && { destination: as(destination, inputs.destination) }),
  };
}

export function applicationFromWire(wire: Wire, inputs: { server?: string; destination?: string }): Wire {
  // Left behind by a create that was cut off: it can be read and deleted, but neither changed nor deployed (contract 21.4).
  if (typeof wire.settings !== "object" || wire.settings === null)
    throw new UserError(
      `Coolify has this application (${String(wire.uuid)}) only half: it lacks its settings. Delete it in Coolify, then run the same command again.`,
    );
  const ports = String(wire.ports_exposes ?? "");
  return {
    ...placeFromWire(wire, inputs),
    name: wire.name,
    ...splitStamp(wire.description),
    ...sourceFromWire(wire),
    // Several ports, set by hand, are no number: shown as they are, so that the difference is seen.
    port: /^\d+$/.test(ports) ? Number(ports) : ports,
    domains: orNull(wire.fqdn) ? String(wire.fqdn).split(",") : [],
    installCommand: orNull(wire.install_command) ?? undefined,
    buildCommand: orNull(wire.build_command) ?? undefined,
    startCommand: orNull(wire.start_command) ?? undefined,
    healthCheck: {
      enabled: wire.health_check_enabled,
      path: wire.health_check_path,
      intervalSeconds: wire.health_check_interval,
      timeoutSeconds: wire.health_check_timeout,
      retries: wire.health_check_retries,
      startPeriodSeconds: wire.health_check_start_period,
    },
    limits: { memory: wire.limits_memory, cpus: wire.limits_cpus },
  };
}
