import { expect, test } from "@jest/globals";
import { check } from "../../../../providers/coolify/engine/check.ts";
import type { Kind } from "../../../../providers/coolify/kind.ts";
import { application } from "../../../../providers/coolify/kinds/application.ts";
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
