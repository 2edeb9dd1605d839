import { createHash } from "node:crypto";
import type { ResolvedApplication, ResolvedDatabase, ResolvedService, Settings } from "../config/resolved.ts";

/** JSON with sorted keys, so that equal values give equal text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value && typeof value === "object") {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
      .join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** Short digest of everything that a running application was built and started with: when it differs, a deployment is due. */
export const fingerprint = (value: unknown) => createHash("sha256").update(canonical(value)).digest("hex").slice(0, 32);

/** Settings of an application that change nothing in its container: what Coolify shows, when it builds, what it keeps. */
const ASIDE = ["autoDeploy", "deleteData", "preview", "tags", "webhookSecrets", "build.watchPaths", "build.imagesToKeep"];

type Attached = Pick<ResolvedDatabase, "storages" | "variableSettings">;

/** Mounts as the container sees them; a schedule that backs one up is none of its business. */
const mountsOf = ({ storages }: Attached) => storages.map(({ backup: _, ...mount }) => mount);

/** Values, and how the container gets them where that is said. */
const variablesOf = ({ variableSettings }: Pick<Attached, "variableSettings">, values: object) => ({
  variables: values,
  ...(variableSettings && { variableSettings: mapWithout(variableSettings, "comment") }),
});

const mapWithout = (settings: Readonly<Record<string, Settings>>, word: string) =>
  Object.fromEntries(Object.entries(settings).map(([key, { [word]: _, ...others }]) => [key, others]));

/**
 * What an application is built and started with. A change of its description, of what a push does or of a task needs no deployment.
 *
 * @param settings its finished settings, secrets included
 * @param values its variables
 */
export const applicationFingerprint = (resolved: ResolvedApplication, settings: object, values: object): string =>
  fingerprint({ settings: withoutAll(settings as Settings, ASIDE), storages: mountsOf(resolved), ...variablesOf(resolved, values) });

/** What the containers of a service are started with. Its address needs a start too: it becomes labels. */
export const serviceFingerprint = (resolved: ResolvedService, values: object): string => {
  const { source, urls, settings } = resolved;
  return fingerprint({ source, urls, settings: withoutAll(settings, ["tags"]), ...variablesOf(resolved, values) });
};

/** What a database is started with. Who may reach it from outside is the proxy's business. */
export const databaseFingerprint = (settings: object, resolved: Attached = { storages: [] }, values: object = {}): string => {
  const mounts = mountsOf(resolved);
  return fingerprint({
    ...withoutAll(settings as Settings, ["deleteData", "tags", "isPublic", "publicPort", "publicPortTimeoutSeconds"]),
    // What most databases do without is no part of their digest.
    ...(Object.keys(values).length > 0 && variablesOf(resolved, values)),
    ...(mounts.length > 0 && { storages: mounts }),
  });
};

const withoutAll = (settings: Settings, paths: readonly string[]): Settings =>
  paths.reduce((left, path) => withoutAt(left, path.split(".")), settings);

/** A group that has nothing else goes as well. */
function withoutAt(settings: Settings, [key = "", ...rest]: readonly string[]): Settings {
  const { [key]: inner, ...others } = settings;
  if (rest.length === 0) return others;
  if (typeof inner !== "object" || inner === null) return settings;
  const left = withoutAt(inner as Settings, rest);
  return Object.keys(left).length > 0 ? { ...others, [key]: left } : others;
}
