import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, posix } from "node:path";
import type { z } from "zod";
import { AccessFile } from "./accessSchema.ts";
import { check } from "./check.ts";
import type { Fault } from "./fault.ts";
import { type Located, type LocatedRecord, type Path, placeOf, without } from "./located.ts";
import { nearest } from "./nearest.ts";
import { PlatformFile } from "./platformSchema.ts";
import { PoliciesFile } from "./policies/schema.ts";
import { readYaml } from "./read.ts";
import { CoreFile, InstanceFile, ProductFile, ReleaseFile, WhiteLabelFile } from "./schema.ts";
import { ServersFile } from "./serversSchema.ts";
import { plainSecrets } from "./variables.ts";

export const CORE = "pf-core.config.yaml";
export const SERVERS = "servers.yaml";

export const PLATFORM = "platform.yaml";
export const ACCESS = "access.yaml";
export const POLICIES = "policies.yaml";

export type FileKind = "core" | "instance" | "product" | "whiteLabel" | "servers" | "release" | "platform" | "access" | "policies";

export interface KindRules {
  schema: z.ZodType;
  /** From the root of the configuration. */
  path: RegExp;
  example: string;
  mayBeEmpty?: true;
}

/** Where files lie and what may be in them. A new kind of file is a line here. */
export const KINDS: Record<FileKind, KindRules> = {
  core: { schema: CoreFile, path: /^pf-core\.config\.yaml$/, example: CORE },
  servers: { schema: ServersFile, path: /^servers\.yaml$/, example: SERVERS },
  instance: { schema: InstanceFile, path: /^instances\/([^/]+)\.instance\.yaml$/, example: "instances/air.instance.yaml" },
  product: { schema: ProductFile, path: /^products\/([^/]+)\.product\.yaml$/, example: "products/air-ep.product.yaml" },
  whiteLabel: {
    schema: WhiteLabelFile,
    path: /^white-labels\/([^/]+)\.white-label\.yaml$/,
    example: "white-labels/acmecorp-wwg.white-label.yaml",
  },
  platform: { schema: PlatformFile, path: /^platform\.yaml$/, example: PLATFORM, mayBeEmpty: true },
  access: { schema: AccessFile, path: /^access\.yaml$/, example: ACCESS, mayBeEmpty: true },
  policies: { schema: PoliciesFile, path: /^policies\.yaml$/, example: POLICIES, mayBeEmpty: true },
  release: { schema: ReleaseFile, path: /^releases\/([^/]+)\.yaml$/, example: "releases/air.yaml", mayBeEmpty: true },
};

const FOLDERS = ["", "instances", "products", "white-labels", "releases"];

/** A file that could be read. What its schema refused is left out of `located`, so that the rest can still be looked at. */
export interface ConfigFile {
  kind: FileKind;
  /** From the root of the configuration: `instances/air.instance.yaml`. */
  path: string;
  /** As people see it: `config/instances/air.instance.yaml`. */
  file: string;
  /** `air`, `air-ep`: the part of the name before the kind. */
  stem: string;
  located: LocatedRecord;
  /** What was left out. */
  refused: Path[];
}

export interface ConfigFiles {
  files: Map<string, ConfigFile>;
  /** Files that are there and cannot be read at all. */
  unreadable: Set<string>;
  faults: Fault[];
}

/** Reads every YAML file of a configuration folder and holds each against its schema. Never throws for what it finds. */
export function readFiles(folder: string): ConfigFiles {
  const result: ConfigFiles = { files: new Map(), unreadable: new Set(), faults: [] };
  const shown = basename(folder);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    result.faults.push({
      file: shown,
      line: 1,
      column: 1,
      path: "",
      reason: "there is no such folder; PF_CONFIG names the folder of the configuration",
    });
    return result;
  }
  for (const name of FOLDERS) {
    const { paths, reason } = yamlFiles(folder, name);
    for (const path of paths) readInto(result, folder, path, posix.join(shown, path));
    if (reason !== undefined) result.faults.push({ file: posix.join(shown, name), line: 1, column: 1, path: "", reason });
  }
  for (const needed of [CORE, SERVERS]) {
    if (result.files.has(needed) || result.unreadable.has(needed)) continue;
    result.faults.push({
      file: posix.join(shown, needed),
      line: 1,
      column: 1,
      path: "",
      reason: "there is no such file, and nothing works without it",
    });
  }
  return result;
}

/** What looks like a file of the configuration; a folder that does is a slip, too. */
function yamlFiles(folder: string, below: string): { paths: string[]; reason?: string } {
  const here = join(folder, below);
  if (!existsSync(here)) return { paths: [] };
  try {
    const names = readdirSync(here).filter((name) => /^[^.].*\.ya?ml$/.test(name));
    return { paths: names.map((name) => posix.join(below, name)).sort() };
  } catch (error) {
    const isFile = (error as NodeJS.ErrnoException).code === "ENOTDIR";
    return { paths: [], reason: isFile ? "a file where a folder belongs; name it otherwise" : "cannot be read; look at its permissions" };
  }
}

function readInto(result: ConfigFiles, folder: string, path: string, file: string): void {
  const kind = kindOf(path);
  if (kind === undefined) {
    const reason = `not a name that is known here; files are called like ${Object.values(KINDS)
      .map((rules) => rules.example)
      .join(", ")}`;
    result.faults.push({ file, line: 1, column: 1, path: "", reason });
    return;
  }
  const { located, faults } = readYaml(join(folder, path), file);
  result.faults.push(...faults);
  const empty = located?.entries.size === 0 && !KINDS[kind].mayBeEmpty;
  if (empty) result.faults.push({ ...located.at, path: "", reason: "the file is empty; write its keys or delete it" });
  if (located === undefined || empty) {
    result.unreadable.add(path);
    return;
  }
  const checked = check(KINDS[kind].schema, located);
  result.faults.push(...checked.faults, ...plainSecrets(located));
  const stem = KINDS[kind].path.exec(path)?.[1] ?? "";
  const kept = without(located, checked.paths) as LocatedRecord;
  result.files.set(path, { kind, path, file, stem, located: kept, refused: checked.paths });
}

function kindOf(path: string): FileKind | undefined {
  return (Object.keys(KINDS) as FileKind[]).find((kind) => KINDS[kind].path.test(path));
}

/** The files a file builds on, farthest first, itself last; or why they cannot be had. */
export function chainOf(file: ConfigFile, all: ConfigFiles): { chain?: ConfigFile[]; faults: Fault[] } {
  const chain = [file];
  for (let current = file; current.kind !== "core"; ) {
    const target = extendsOf(current);
    // What is wrong with `extends` or the file itself was said when it was read.
    if (target === undefined || all.unreadable.has(target)) return { faults: [] };
    const next = all.files.get(target);
    if (next === undefined && target === CORE) return { faults: [] };
    const reason = next === undefined ? "there is no such file" : wrongLink(current, next, chain);
    if (next === undefined || reason !== undefined) return { faults: [linkFault(current, reason ?? "", target, all)] };
    chain.unshift(next);
    current = next;
  }
  return { chain, faults: [] };
}

function extendsOf(file: ConfigFile): string | undefined {
  const written = textAt(file.located, "extends");
  return written === undefined ? undefined : posix.normalize(posix.join(posix.dirname(file.path), written));
}

const PARENTS: Partial<Record<FileKind, FileKind[]>> = { instance: ["core", "instance"], product: ["instance"], whiteLabel: ["product"] };

/** `chain` begins with `from`. */
function wrongLink(from: ConfigFile, to: ConfigFile, chain: readonly ConfigFile[]): string | undefined {
  if (chain.includes(to)) {
    const circle = [to, ...chain.slice(0, chain.indexOf(to)).reverse(), to];
    return `goes round in a circle: ${circle.map((file) => basename(file.path)).join(" → ")}; let it extend ${pathFrom(from, CORE)}`;
  }
  return PARENTS[from.kind]?.includes(to.kind) ? undefined : `${WRONG_PARENT[from.kind]}`;
}

const WRONG_PARENT: Partial<Record<FileKind, string>> = {
  product: "a product extends the file of its instance",
  whiteLabel: "a white-label extends the file of its product",
  instance: `an instance extends ${CORE} or another instance`,
};

function linkFault(from: ConfigFile, reason: string, target: string, all: ConfigFiles): Fault {
  const fault = { ...placeOf(from.located, ["extends"]), path: "extends", value: target, reason };
  if (reason.startsWith("goes")) return fault;
  const candidates = [...all.files.values()]
    .filter((file) => PARENTS[from.kind]?.includes(file.kind) && file !== from)
    .map((file) => file.path);
  const near = nearest(target, candidates);
  if (near !== undefined) return { ...fault, suggestion: pathFrom(from, near) };
  return { ...fault, reason: `${reason}; known here: ${candidates.map((path) => pathFrom(from, path)).join(", ")}` };
}

/** How a file is written in `extends` of another. */
function pathFrom(file: ConfigFile, target: string): string {
  return posix.relative(posix.dirname(file.path), target);
}

/** A text directly under the top of a file, if there is one. */
export function textAt(located: Located, key: string): string | undefined {
  const value = located.kind === "record" ? located.entries.get(key)?.value : undefined;
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
}
