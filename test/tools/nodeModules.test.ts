import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { nodeModulesMatch } from "../../tools/setup/nodeModules.ts";
import { temporaryFolder } from "./folders.ts";

const wanted = {
  "": { name: "x" },
  "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
  "node_modules/b-darwin": { version: "2.0.0", integrity: "sha512-b", optional: true },
};
const { "": _, ...installed } = wanted;

function project(packages: unknown) {
  const root = temporaryFolder();
  mkdirSync(join(root, "node_modules"));
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: wanted }));
  if (packages !== undefined) writeFileSync(join(root, "node_modules", ".package-lock.json"), JSON.stringify({ packages }));
  return root;
}

describe("nodeModulesMatch", () => {
  test.each([
    ["exactly what is wanted", installed, true],
    ["another system's binary missing", { "node_modules/a": wanted["node_modules/a"] }, true],
    ["a package missing", { "node_modules/b-darwin": wanted["node_modules/b-darwin"] }, false],
    ["another version", { ...installed, "node_modules/a": { version: "1.0.1", integrity: "sha512-a" } }, false],
    ["another content", { ...installed, "node_modules/a": { version: "1.0.0", integrity: "sha512-z" } }, false],
    ["one too many", { ...installed, "node_modules/c": { version: "1.0.0" } }, false],
    ["nothing", undefined, false],
  ])("%s", (_name, packages, matches) => expect(nodeModulesMatch(project(packages))).toBe(matches));
});
