import type { ResolvedApplication, ResolvedDatabase, ResolvedSource, ResolvedValue, Settings } from "../config/resolved.ts";
import type { ApplicationArgs, DatabaseArgs } from "../providers/coolify/resources.ts";
import { inputOf, type Sources } from "./values.ts";

/** What the component itself says of a workload: its place and its name. */
type Placed = "coolify" | "owner" | "stamp" | "adopt" | "project" | "environment" | "server" | "destination" | "name" | "description";

/** Whether it is built from a repository, which is what a build pack and pushes need. */
export const isGit = ({ type }: ResolvedSource): boolean => type === "publicGit" || type === "githubApp" || type === "deployKey";

/** Everything about an application but its place. */
export function applicationSettings(resolved: ResolvedApplication, sources: Sources): Omit<ApplicationArgs, Placed> {
  const { source, buildPack, autoDeploy, port, domains, healthCheck, limits, deleteData, previews } = resolved;
  const { installCommand, buildCommand, startCommand } = resolved;
  const settings = {
    ...resolved.settings,
    source,
    ...(isGit(source) && { buildPack, autoDeploy }),
    port,
    domains,
    installCommand,
    buildCommand,
    startCommand,
    healthCheck,
    limits,
    deleteData,
    ...(previews && { preview: { enabled: true, urlTemplate: previews.urlTemplate, openToPublic: previews.openToPublic } }),
  };
  // The YAML was checked against the fields of the kind, and the provider checks them again.
  return withSecrets(settings, resolved.secrets, sources) as Omit<ApplicationArgs, Placed>;
}

/** Everything about a database but its place. */
export function databaseSettings(resolved: ResolvedDatabase, sources: Sources): Omit<DatabaseArgs, Placed> {
  const { engine: type, settings, limits, deleteData } = resolved;
  const engine = withSecrets({ ...(settings.engine as Settings | undefined), type }, resolved.secrets, sources);
  return { ...settings, engine, limits, deleteData } as Omit<DatabaseArgs, Placed>;
}

/** Puts secrets at their dotted paths into what is said otherwise. */
export function withSecrets(settings: Settings, secrets: Readonly<Record<string, ResolvedValue>>, sources: Sources): Settings {
  return Object.entries(secrets).reduce((filled, [path, value]) => withAt(filled, path.split("."), inputOf(value, sources)), settings);
}

function withAt(settings: Settings, [key = "", ...rest]: readonly string[], value: unknown): Settings {
  return { ...settings, [key]: rest.length > 0 ? withAt((settings[key] ?? {}) as Settings, rest, value) : value };
}
