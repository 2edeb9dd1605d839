import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";

/**
 * The contract, the requirements and the recordings are copies (decision 6). Where the originals lie beside the checkout,
 * this test says which copy is older; elsewhere it checks that the copies are there at all.
 */
const root = path.join(__dirname, "..", "..");
const shared = path.join(root, "..", "shared");

const COPIES: Record<string, string> = {
  "docs/coolify-api.md": "facts/coolify-api.md",
  "docs/coolify-scenarios.md": "facts/coolify-scenarios.md",
  "docs/requirements.md": "requirements.md",
  ...Object.fromEntries(recordings().map((name) => [`test/coolify-traces/${name}`, `coolify-traces/${name}`])),
};

function recordings(): string[] {
  const originals = path.join(shared, "coolify-traces");
  return readdirSync(existsSync(originals) ? originals : path.join(root, "test", "coolify-traces"));
}

const read = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "(missing)");

describe("copies of what lies beside the checkout", () => {
  test.each(Object.entries(COPIES))("%s is there and the newest", (copy, original) => {
    const own = read(path.join(root, copy));
    const theirs = read(path.join(shared, original));
    expect(own).not.toBe("(missing)");
    const older = theirs !== "(missing)" && own !== theirs;
    expect(older ? `${copy} differs from ../shared/${original}: copy it again` : "").toBe("");
  });
});
