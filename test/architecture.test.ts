import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";

/**
 * Who may import whom (ARCHITECTURE.md, "The import rule"). Key: a room, the longest matching prefix counts.
 * Value: the rooms and packages it may import, besides its own room and Node's built-ins.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  "stacks/": ["components/", "config/", "@pulumi/pulumi"],
  "components/": ["providers/coolify/resources.ts", "providers/credential/resource.ts", "config/resolved.ts", "@pulumi/pulumi"],
  "config/": ["zod", "yaml"],
  "providers/": ["zod", "undici", "@pulumi/pulumi"],
  "providers/coolify/kinds/": ["providers/coolify/", "zod", "yaml"],
  "verbs/": ["config/", "providers/", "tools/", "@pulumi/pulumi", "zod"],
  "verbs/pullRequest/": ["verbs/", "config/", "providers/", "@pulumi/pulumi", "zod", "undici"],
  "cli/": ["verbs/", "config/", "commander", "picocolors", "log-update", "@clack/prompts"],
  "sandbox/": ["yaml"],
  "tools/docs/": ["providers/", "config/", "zod"],
  "tools/": ["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf", "yaml"],
};

/** Of a room that may use Pulumi at all, the files that do: the rest stays loadable without its SDK. */
const PULUMI_ONLY_IN: Record<string, RegExp> = {
  "providers/": /^providers\/(coolify|credential)\/resources?(\.ts|\/)/,
  "verbs/": /^verbs\/pulumi\//,
};

const root = path.join(__dirname, "..");
const IMPORT = /(?:^|[\s;])(?:import|export)\s+(?:type\s+)?(?:[\w*{},\s$]+\s+from\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g;

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder)).flatMap((name) => {
    const file = `${folder}/${name}`;
    if (name === "node_modules") return [];
    if (statSync(path.join(root, file)).isDirectory()) return filesBelow(file);
    return /\.(ts|mjs)$/.test(name) ? [file] : [];
  });
}

/** Imports of a file as paths from the project's root, or package names. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  return [...text.matchAll(IMPORT)]
    .map((match) => match[1] ?? match[2] ?? "")
    .filter((specifier) => specifier && !specifier.startsWith("node:"))
    .map((specifier) => (specifier.startsWith(".") ? path.posix.join(path.posix.dirname(file), specifier) : packageOf(specifier)));
}

const packageOf = (specifier: string) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

const roomOf = (file: string) =>
  Object.keys(MAY_IMPORT)
    .filter((room) => file.startsWith(room))
    .sort((a, b) => b.length - a.length)[0];

const rooms = [...new Set(Object.keys(MAY_IMPORT).map((room) => room.split("/")[0] ?? ""))].filter((room) =>
  readdirSync(root).includes(room),
);
const files = rooms.flatMap(filesBelow);

/** `file → target` for every import that its room may not have. */
function forbiddenImports(file: string): string[] {
  const room = roomOf(file) ?? "";
  const allowed = [room, ...(MAY_IMPORT[room] ?? [])];
  const isAllowed = (target: string) => allowed.some((prefix) => target === prefix || (prefix.includes("/") && target.startsWith(prefix)));
  const onlyIn = Object.entries(PULUMI_ONLY_IN).find(([place]) => file.startsWith(place))?.[1];
  const isMisplaced = (target: string) => target === "@pulumi/pulumi" && onlyIn !== undefined && !onlyIn.test(file);
  return importsOf(file)
    .filter((target) => !isAllowed(target) || isMisplaced(target))
    .map((target) => `${file} → ${target}`);
}

describe("imports go one way", () => {
  test("between the rooms, and to packages", () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap(forbiddenImports)).toEqual([]);
  });
});

/** What is loaded as soon as the program starts: imports of types vanish, and those by `import()` come later. */
function loadedFrom(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !/\.(ts|mjs)$/.test(file)) return seen.add(file);
  seen.add(file);
  const text = readFileSync(path.join(root, file), "utf8").replace(/^(import|export) type .*$/gm, "");
  for (const [, , specifier] of text.matchAll(/^(import|export)\s+(?:[\w*{},\s$]+\s+from\s+)?["']([^"']+)["']/gm)) {
    if (specifier?.startsWith(".")) loadedFrom(path.posix.join(path.posix.dirname(file), specifier), seen);
    else if (specifier) seen.add(packageOf(specifier));
  }
  return seen;
}

test("the program starts without Pulumi's SDK, which takes half a second", () => {
  const loaded = loadedFrom("cli/main.ts");
  expect([...loaded]).toEqual(expect.arrayContaining(["verbs/session.ts", "commander", "undici"]));
  expect([...loaded].filter((target) => target.startsWith("@pulumi"))).toEqual([]);
});

/** Longest a file of ours may be; beyond it, it is split by idea (style.md, habit 2). Data tables and generated files are measured too. */
const LINES = 250;

test(`no file is longer than ${LINES} lines`, () => {
  const long = files
    .map((file) => [file, readFileSync(path.join(root, file), "utf8").split("\n").length] as const)
    .filter(([, lines]) => lines > LINES + 1);
  expect(long).toEqual([]);
});

test("the import finder sees every form of import", () => {
  const text =
    'import a from "./a.ts";\nimport type { B } from "pkg";\nimport * as c from "@s/p/deep.js";\nexport { d } from "../d.ts";\nconst e = await import("./e.ts");\nimport "./f.ts";';
  expect([...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2])).toEqual([
    "./a.ts",
    "pkg",
    "@s/p/deep.js",
    "../d.ts",
    "./e.ts",
    "./f.ts",
  ]);
});
