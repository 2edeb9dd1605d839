import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

interface Manifest {
  name?: string;
  version?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  pulumi?: { resource?: boolean; name?: string; version?: string; server?: string };
}

/** A package that needs a provider plugin. `version` starts with `v`; `server` is empty for Pulumi's own. */
export interface ResourcePackage {
  name: string;
  version: string;
  server: string;
}

/** The packages in the program's `node_modules` that declare `pulumi.resource: true`. */
export function resourcePackages(directory: string): ResourcePackage[] {
  return folders(directory).flatMap((modules) =>
    packageNames(modules).flatMap((name) => resourcePackage(readManifest(join(modules, name)))),
  );
}

function resourcePackage(manifest: Manifest | undefined): ResourcePackage[] {
  const { pulumi } = manifest ?? {};
  if (!pulumi?.resource || !manifest?.name) return [];
  const version = pulumi.version ?? manifest.version ?? "";
  return [
    {
      name: pulumi.name ?? manifest.name.replace(/^@pulumi\//, ""),
      version: version === "" || version.startsWith("v") ? version : `v${version}`,
      server: pulumi.server ?? "",
    },
  ];
}

/** What the program's package.json asks for, with the versions that are installed. */
export function directDependencies(directory: string): { name: string; version: string }[] {
  const owner = ancestors(directory).find((folder) => readManifest(folder) !== undefined);
  const manifest = owner === undefined ? undefined : readManifest(owner);
  const names = Object.keys({ ...manifest?.dependencies, ...manifest?.devDependencies });
  return names.flatMap((name) => {
    const version = installedVersion(directory, name);
    return version === undefined ? [] : [{ name, version }];
  });
}

/** Version of a package as the program in `directory` would load it; undefined when it is not installed. */
export function installedVersion(directory: string, name: string): string | undefined {
  for (const modules of folders(directory)) {
    const version = readManifest(join(modules, name))?.version;
    if (version !== undefined) return version;
  }
  return undefined;
}

function packageNames(modules: string): string[] {
  return list(modules).flatMap((name) => (name.startsWith("@") ? list(join(modules, name)).map((inner) => `${name}/${inner}`) : [name]));
}

function folders(directory: string): string[] {
  return ancestors(directory).map((folder) => join(folder, "node_modules"));
}

function ancestors(directory: string): string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [directory, ...ancestors(parent)];
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => !name.startsWith("."));
  } catch {
    return []; // no such folder on this level
  }
}

function readManifest(directory: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as Manifest;
  } catch {
    return undefined; // no package here, or one that is being installed
  }
}
