import { resolve } from "node:path";
import { clashes } from "./clashes.ts";
import { ConfigError, type Fault } from "./fault.ts";
import { type ConfigFile, type ConfigFiles, chainOf, type FileKind, readFiles, SERVERS, textAt } from "./files.ts";
import { type PlacedInstance, resolveInstance } from "./instance.ts";
import { placeOf } from "./located.ts";
import { nearest } from "./nearest.ts";
import type { ResolvedInstance } from "./resolved.ts";
import { type FleetServer, serversOf } from "./servers.ts";

/** The whole configuration, merged and checked. */
export interface Fleet {
  /** By code. */
  instances: Record<string, ResolvedInstance>;
  /** By the name that `server:` uses. */
  servers: Record<string, FleetServer>;
}

/** There is no stack of that name. `known` and `suggestion` say which there are. */
export class UnknownStackError extends Error {
  override readonly name = "UnknownStackError";
  readonly requested: string;
  readonly known: readonly string[];
  readonly suggestion: string | undefined;

  constructor(stack: string, known: readonly string[]) {
    const suggestion = nearest(stack, known);
    const hint = suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`;
    const list = known.length === 0 ? "The configuration describes no stack yet" : `The configuration describes ${known.join(", ")}`;
    super(`There is no stack "${stack}". ${list}.${hint}`);
    this.requested = stack;
    this.known = known;
    this.suggestion = suggestion;
  }
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
  const serversKnown = files.files.has(SERVERS);
  const stacks = stacksOf(files, faults);
  const placed = stacks.map((stack) => {
    // Without servers.yaml every server would be unknown, which says nothing new.
    const found: Fault[] = [];
    const instance = resolveInstance(stack, Object.keys(servers), found);
    faults.push(...found.filter((fault) => serversKnown || fault.path !== "server"));
    return instance;
  });
  const instances = placed.filter((instance) => instance !== undefined);
  faults.push(...clashes(instances), ...strayReleases(files, instances));
  if (faults.length > 0) throw new ConfigError(faults);
  return { servers, instances: byCode(instances) };
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

type Stack = Parameters<typeof resolveInstance>[0];

/** Groups the files by instance. Files whose chain does not end in pf-core belong to no stack. */
function stacksOf(files: ConfigFiles, faults: Fault[]): Stack[] {
  const products = ofKind(files, "product").flatMap((file) => {
    const chain = linked(file, files, faults);
    return chain === undefined ? [] : [{ file, instance: chain.at(-2) }];
  });
  const codes = new Map<string, ConfigFile>();
  return ofKind(files, "instance").flatMap((file): Stack[] => {
    const chain = linked(file, files, faults);
    const code = textAt(file.located, "code");
    const twin = code === undefined ? undefined : codes.get(code);
    if (twin !== undefined) {
      const reason = `${twin.file} has this code already; every instance needs its own`;
      faults.push({ ...placeOf(file.located, ["code"]), path: "code", value: code, reason });
    } else if (code !== undefined) codes.set(code, file);
    const [core, ...instances] = chain ?? [];
    if (core === undefined || twin !== undefined) return [];
    const own = products.filter((product) => product.instance === file).map((product) => product.file);
    return [{ core, instances, products: own, release: files.files.get(`releases/${code}.yaml`) }];
  });
}

function linked(file: ConfigFile, files: ConfigFiles, faults: Fault[]): ConfigFile[] | undefined {
  const { chain, faults: found } = chainOf(file, files);
  faults.push(...found);
  return chain;
}

function strayReleases(files: ConfigFiles, instances: readonly PlacedInstance[]): Fault[] {
  const codes = instances.map(({ instance }) => instance.code);
  const broken = files.unreadable.size > 0;
  return ofKind(files, "release")
    .filter((file) => !codes.includes(file.stem) && !broken)
    .map((file) => ({ ...file.located.at, path: "", reason: `releases of a stack that is not described; known: ${codes.join(", ")}` }));
}

function ofKind({ files }: ConfigFiles, kind: FileKind): ConfigFile[] {
  return [...files.values()].filter((file) => file.kind === kind);
}

function byCode(instances: readonly PlacedInstance[]): Record<string, ResolvedInstance> {
  return Object.fromEntries(instances.map(({ instance }) => [instance.code, instance]));
}
