import { describe, expect, test } from "@jest/globals";
import { check } from "../../../../providers/coolify/engine/check.ts";
import { diff } from "../../../../providers/coolify/engine/diff.ts";
import type { Kind } from "../../../../providers/coolify/kind.ts";
import { application } from "../../../../providers/coolify/kinds/application.ts";
import { UNKNOWN } from "../../../../providers/coolify/unknown.ts";
import type { Properties } from "../../../../providers/coolify/values.ts";

const kind = application as unknown as Kind;
const source = { type: "publicGit", repository: "https://github.com/pf-core/air-app", branch: "main" };
const LEAST = { stamp: "air/web", project: "p", environment: "production", server: "main", name: "web", source };

const inputs = (more: Properties = {}) => {
  const { inputs: good, failures } = check(kind, { ...LEAST, ...more });
  expect(failures).toEqual([]);
  return good;
};

test("whoever writes a domain waits for others who write it; a slash at the end makes no other (contract 21.3)", () => {
  const good = inputs({ domains: ["https://a.example.com/", "https://b.example.com"] });
  expect(kind.turns?.(good, ["domains", "name"])).toEqual(["domain:https://a.example.com", "domain:https://b.example.com"]);
  expect(kind.turns?.(good, ["name"])).toEqual([]);
  const compose = inputs({ buildPack: "dockercompose", composeDomains: { web: { domains: ["https://c.example.com"] } } });
  expect(kind.turns?.(compose, ["docker_compose_domains"])).toEqual(["domain:https://c.example.com"]);
});

test("only a compose file loses data by being made anew", () => {
  expect(kind.data?.lostByReplacement(inputs())).toBe(false);
  expect(kind.data?.lostByReplacement(inputs({ buildPack: "dockercompose" }))).toBe(true);
});

describe("a public repository", () => {
  const at = (repository: string, more: Properties = {}) => inputs({ source: { ...source, repository }, ...more });
  const olds = { ...at(source.repository), uuid: "u" };

  test("that moves inside GitHub, or elsewhere, is changed in place", () => {
    expect(diff(kind, olds, at("https://github.com/pf-core/air"))).toMatchObject({ changes: true, replaces: [] });
    const elsewhere = { ...at("https://git.example.com/pf-core/air"), uuid: "u" };
    expect(diff(kind, elsewhere, at("https://forge.example.com/pf-core/air"))).toMatchObject({ changes: true, replaces: [] });
  });

  test.each(["https://git.example.com/pf-core/air-app", UNKNOWN])("that moves away from GitHub is another application: %s", (repository) =>
    expect(diff(kind, olds, { ...olds, source: { ...source, repository } })).toMatchObject({ replaces: ["source"] }),
  );

  test("that moves to GitHub is refused where data would be lost", () => {
    const more = { buildPack: "dockercompose" };
    const elsewhere = { ...at("https://git.example.com/pf-core/air-app", more), uuid: "u" };
    expect(() => diff(kind, elsewhere, at(source.repository, more))).toThrow(/^source cannot be changed in place/);
  });
});
