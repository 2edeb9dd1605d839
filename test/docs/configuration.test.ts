import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { RUNNING_KEYS } from "../../config/tiers.ts";
import { refusals } from "../config/accepted.ts";
import { type Edits, fleetWith, REFERENCE } from "../config/fleetFolder.ts";

const text = readFileSync(path.join(__dirname, "../../docs/configuration.md"), "utf8");

/** The examples by the file that their first line names; several of one file are one after the other. */
function examples(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [, file = "", body = ""] of text.matchAll(/```yaml\n# (\S+\.yaml)\n([\s\S]*?)```/g)) files[file] = (files[file] ?? "") + body;
  return files;
}

const edits: Edits = Object.fromEntries(
  Object.entries(examples()).map(([file, body]) => [
    file,
    existsSync(path.join(REFERENCE, file)) ? (before: string) => before + body : body,
  ]),
);

describe("the examples of docs/configuration.md", () => {
  test("are all named", () => {
    expect(text.match(/```yaml/g)).toHaveLength([...text.matchAll(/```yaml\n# \S+\.yaml\n/g)].length);
    expect(Object.keys(edits)).toHaveLength(7);
  });

  test("load together, and Coolify's kinds take what comes out", () => {
    const { instances, whiteLabels, platform, access } = fleetWith(edits);
    const { shop } = instances;
    const initech = whiteLabels["initech-gifts"];
    if (shop === undefined || initech === undefined) throw new Error("The shop or its white-label is missing.");
    expect([shop, ...shop.products, initech].flatMap(refusals)).toEqual([]);
    expect(shop.environments).toEqual(["development", "production", "gifts-production"]);
    expect(initech).toMatchObject({ project: { name: "Initech-Gifts" }, adminDomain: "https://admin.gifts.initech.example" });
    expect(platform?.s3Storages.map(({ name }) => name)).toEqual(["backups"]);
    expect(access.at(-1)?.stacks).toEqual(["shop", "initech-gifts"]);
  });

  test("what is handed down is named: every key that is not", () => {
    const sentence = /What makes an application itself[^\n]*/.exec(text)?.[0] ?? "";
    for (const key of ["build", "compose", "container", "storages", "tasks", "applications", "databases", "services"]) {
      expect(RUNNING_KEYS).toContain(key);
      expect(sentence).toContain(`\`${key}\``);
    }
  });
});
