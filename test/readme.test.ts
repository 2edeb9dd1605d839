import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { commands } from "../cli/commands/index.ts";
import { resolveStack } from "../config/load.ts";
import { defaultWorld } from "../sandbox/coolify/world/defaultWorld.ts";
import { EXIT } from "../verbs/failure.ts";
import { fleetWith } from "./config/fleetFolder.ts";

const root = path.join(__dirname, "..");
const textOf = (file: string) => readFileSync(path.join(root, file), "utf8");
const README = textOf("README.md");

/** The YAML of the README by the file that it is to be written to. */
function examples(): Record<string, string> {
  const found = README.matchAll(/`config\/(\S+\.yaml)`\n\n```yaml\n([\s\S]*?)```/g);
  return Object.fromEntries([...found].map(([, file, text]) => [file, text]));
}

describe("the README", () => {
  test("its instance and its product load as they stand there, and the sandbox knows where they come from", () => {
    expect(Object.keys(examples())).toEqual(["instances/zeta.instance.yaml", "products/zeta-shop.product.yaml"]);
    const zeta = resolveStack(fleetWith(examples()), "zeta");
    const all = [...zeta.applications, ...zeta.products.flatMap(({ applications }) => applications)];
    expect(all.map(({ name, domains }) => [name, ...domains])).toEqual([
      ["zeta-app-dev", "https://dev.zeta.pfcore.io"],
      ["zeta-app-staging", "https://staging.zeta.pfcore.io"],
      ["zeta-app-prod", "https://zeta.pfcore.io"],
      ["shop-app-prod", "https://shop.zeta.pfcore.io"],
    ]);
    const remotes = defaultWorld.remotes?.map(({ url }) => url);
    const images = defaultWorld.images?.flatMap(({ repository, tags }) => tags.map((tag) => `${repository}:${tag}`));
    for (const { source } of all) {
      if (source.type === "dockerImage") expect(images).toContain(`${source.image}:${source.tag}`);
      else expect(remotes).toContain("repository" in source && source.repository);
    }
  });

  test("it lists every command, in the order of the help, and no other", () => {
    const rows = [...README.matchAll(/^\| `pf ([\w-]+)/gm)].map(([, name]) => name);
    expect(rows).toEqual(commands.map(({ name }) => name));
  });

  test("it explains every exit code that is used", () => {
    const rows = [...README.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    expect(rows).toEqual(Object.values(EXIT));
  });
});

test.each(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/set-up.md"])("every link of %s leads somewhere", (file) => {
  const links = [...textOf(file).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target]) => target ?? "");
  expect(links.filter((target) => !existsSync(path.join(root, path.dirname(file), target)))).toEqual([]);
});

test.each(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/set-up.md"])("every path that %s names is there", (file) => {
  const named = [...textOf(file).matchAll(/`((?:cli|components|config|docs|providers|sandbox|stacks|test|tools|verbs)\/[\w./-]+)`/g)];
  const missing = named.map(([, target]) => target ?? "").filter((target) => !existsSync(path.join(root, target)) && !(target in made()));
  expect(missing).toEqual([]);
});

/** Paths that the documents tell the reader to make. */
const made = () => ({
  "config/releases/zeta.yaml": true,
  ...Object.fromEntries(Object.keys(examples()).map((file) => [`config/${file}`, true])),
});
