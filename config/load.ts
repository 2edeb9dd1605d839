import { resolve } from "node:path";
import { type Role, rolesOf } from "./access.ts";
import { clashes, type PlacedTenant } from "./clashes.ts";
import { ConfigError, type Fault } from "./fault.ts";
import { ACCESS, CORE, type ConfigFile, type ConfigFiles, PLATFORM, POLICIES, readFiles, SERVERS } from "./files.ts";
import { resolveInstance } from "./instance.ts";
import { placeOf } from "./located.ts";
import { originsOf, type StackOrigins } from "./origins.ts";
import { resolvePlatform } from "./platform.ts";
import { type Excuse, excusesOf } from "./policies/excuses.ts";
import type { ResolvedInstance, ResolvedPlatform, ResolvedStack, ResolvedWhiteLabel } from "./resolved.ts";
import { type FleetServer, serversOf } from "./servers.ts";
import { instanceStacks, strayReleases, whiteLabelStacks } from "./stacks.ts";
import type { Texts } from "./texts.ts";
import { UnknownStackError } from "./unknownStack.ts";
import { resolveWhiteLabel } from "./whiteLabel.ts";

export { type Explanation, explain, pathsOf, type Setter, type StackOrigins, UnknownKeyError } from "./origins.ts";
export { type Snapshot, secretsOf, snapshotOf, stacksTouched } from "./snapshot.ts";
export { UnknownStackError } from "./unknownStack.ts";

/** The whole configuration, merged and checked. */
export interface Fleet {
  /** By code. */
  instances: Record<string, ResolvedInstance>;
  /** By code: `acmecorp-wwg`. */
  whiteLabels: Record<string, ResolvedWhiteLabel>;
  /** Absent without platform.yaml. */
  platform?: ResolvedPlatform;
  /** By the name that `server:` uses. */
  servers: Record<string, FleetServer>;
  /** Who may do what. Empty without access.yaml: then nobody is kept from anything. */
  access: Role[];
  /** Who need not keep which rule. Empty without policies.yaml. */
  excuses: Excuse[];
  /** Where the values of each stack come from, by its code. */
  origins: Record<string, StackOrigins>;
}

/**
 * Reads the configuration of the whole fleet.
 *
 * @param folder the folder with `pf-core.config.yaml`
 * @throws ConfigError with everything that is wrong, in all files
 */
export function loadFleet(folder: string): Fleet {
  const files = readFiles(resolve(folder));
  const faults = [...files.faults];
  const servers = serversOf(files.files.get(SERVERS)?.located);
  const tenants = tenantsOf(files, resolve(folder), Object.keys(servers), faults);
  const platform = platformOf(files, Object.keys(servers), faults);
  const codes = [...tenants.map(({ stack }) => stack.code), ...(platform ? [platform.code] : [])];
  faults.push(
    ...clashes(tenants),
    ...strayReleases(
      files,
      tenants.map(({ stack }) => stack.code),
    ),
  );
  const access = rolesOf(files.files.get(ACCESS)?.located, files.unreadable.size > 0 ? [] : codes, faults);
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    servers,
    access,
    excuses: excusesOf(files.files.get(POLICIES)?.located),
    ...(platform && { platform }),
    instances: byCode(tenants.map(({ stack }) => stack).filter((stack) => stack.kind === "instance")),
    whiteLabels: byCode(tenants.map(({ stack }) => stack).filter((stack) => stack.kind === "whiteLabel")),
    origins: {
      ...Object.fromEntries(tenants.map(({ stack, all, paths }) => [stack.code, originsOf(all, paths)])),
      ...(platform && { [platform.code]: originsOf(undefined, [CORE, PLATFORM, SERVERS]) }),
    },
  };
}

interface LoadedTenant extends PlacedTenant {
  stack: ResolvedInstance | ResolvedWhiteLabel;
  /** Files that it is made of, from the root of the configuration. */
  paths: string[];
}

function tenantsOf(files: ConfigFiles, folder: string, servers: readonly string[], faults: Fault[]): LoadedTenant[] {
  const serversKnown = files.files.has(SERVERS);
  const load = (
    of: readonly (ConfigFile | undefined)[],
    named: ConfigFile | undefined,
    run: (texts: Texts, found: Fault[]) => Omit<LoadedTenant, "at" | "paths"> | undefined,
  ): LoadedTenant[] => {
    const found: Fault[] = [];
    const texts: Texts = { folder, used: new Set() };
    const loaded = run(texts, found);
    // Without servers.yaml every server would be unknown, which says nothing new.
    faults.push(...found.filter((fault) => serversKnown || fault.path !== "server"));
    const paths = [...of.flatMap((file) => file?.path ?? []), SERVERS, ...texts.used].sort();
    return loaded === undefined || named === undefined ? [] : [{ ...loaded, paths, at: placeOf(named.located, ["name"]) }];
  };
  const instances = instanceStacks(files, faults).flatMap((stack) => {
    const { core, instances: chain, products, release } = stack;
    return load([core, ...chain, ...products, release], chain.at(-1), (texts, found) => resolveInstance(stack, servers, texts, found));
  });
  const whiteLabels = whiteLabelStacks(files, faults).flatMap((stack) => {
    const { core, instances: chain, product, whiteLabel, release } = stack;
    return load([core, ...chain, product, whiteLabel, release], whiteLabel, (texts, found) =>
      resolveWhiteLabel(stack, servers, texts, found),
    );
  });
  return [...instances, ...whiteLabels];
}

function platformOf(files: ConfigFiles, servers: readonly string[], faults: Fault[]): ResolvedPlatform | undefined {
  const [file, core] = [files.files.get(PLATFORM), files.files.get(CORE)];
  const found: Fault[] = [];
  const platform = file && core && resolvePlatform(file, core, servers, found);
  faults.push(...found.filter((fault) => files.files.has(SERVERS) || fault.path !== "server"));
  return platform;
}

/**
 * The instance of a stack.
 *
 * @throws UnknownStackError if the configuration does not describe it
 */
export function resolveStack(fleet: Fleet, name: string): ResolvedInstance {
  const instance = Object.hasOwn(fleet.instances, name) ? fleet.instances[name] : undefined;
  if (instance === undefined) throw new UnknownStackError(name, Object.keys(fleet.instances));
  return instance;
}

/** Every stack of the fleet by its name: instances, white-labels, the platform. */
export function stacksOf({ instances, whiteLabels, platform }: Fleet): Record<string, ResolvedStack> {
  return { ...instances, ...whiteLabels, ...(platform && { [platform.code]: platform }) };
}

/**
 * What the configuration wants of a stack, whatever it is.
 *
 * @throws UnknownStackError if the configuration does not describe it
 */
export function stackNamed(fleet: Fleet, name: string): ResolvedStack {
  const stacks = stacksOf(fleet);
  const stack = Object.hasOwn(stacks, name) ? stacks[name] : undefined;
  if (stack === undefined) throw new UnknownStackError(name, Object.keys(stacks));
  return stack;
}

function byCode<Stack extends { code: string }>(stacks: readonly Stack[]): Record<string, Stack> {
  return Object.fromEntries(stacks.map((stack) => [stack.code, stack]));
}
