import { beforeEach, describe, expect, test } from "@jest/globals";
import { Claims } from "../../../../providers/coolify/engine/claims.ts";
import { UNKNOWN } from "../../../../providers/coolify/unknown.ts";
import type { Properties } from "../../../../providers/coolify/values.ts";
import { kindNamed } from "../../../kinds/references.ts";

let claims: Claims;
beforeEach(() => {
  claims = new Claims();
});
const STAYS = { changes: false, replaces: [], deleteBeforeReplace: true };
const project = (stamp: string, more: Properties = {}) => ({ stamp, name: "AIR", ...more });
const keep = (type: string, id: string, news: Properties, replaces: string[] = []) =>
  claims.keep(kindNamed(type), id, news, { ...STAYS, replaces });
const begin = (type: string, inputs: Properties) => claims.begin(kindNamed(type), inputs);
const TWICE = "Two resources of this program";

describe("one object", () => {
  test("that a new resource has taken over is nobody else's", () => {
    begin("Project", project("air/air")).is("p", true);
    expect(() => keep("Project", "p", project("air/air"))).toThrow(TWICE);
    expect(claims.isTakenOver(kindNamed("Project"), "p", {})).toBe(true);
  });

  test("that was made just now is no reason to leave it", () => {
    begin("Project", project("air/air")).is("p", false);
    keep("Project", "p", project("air/air"));
    expect(claims.isTakenOver(kindNamed("Project"), "p", {})).toBe(false);
  });

  test("may have a number that another Coolify has too", () => {
    keep("GithubApp", "5", { stamp: "a/b", coolify: "one" });
    begin("GithubApp", { stamp: "c/d", coolify: "two" }).is("5", true);
    expect(() => begin("GithubApp", { stamp: "e/f", coolify: "one" }).is("5", true)).toThrow(TWICE);
  });
});

describe("a stamp", () => {
  test("is free again where the making failed, what had it is gone, or makes way", () => {
    begin("Project", project("air/air")).failed();
    keep("Project", "p", project("air/air"));
    expect(() => begin("Project", project("air/air"))).toThrow(TWICE);
    claims.gone(kindNamed("Project"), "p", {});
    begin("Project", project("air/air")).failed();
    keep("Database", "d", { stamp: "air/db" });
    keep("Database", "d", { stamp: "air/db" }, ["engine"]);
    begin("Database", { stamp: "air/db" });
  });

  test("may be on two Coolifys, and is nobody's while it is not known", () => {
    keep("Project", "p", project("air/air"));
    begin("Project", project("air/air", { coolify: "second" }));
    keep("Project", "q", project(UNKNOWN));
    begin("Project", project(UNKNOWN, { coolify: "third" }));
  });

  test("of two that are both in state is none of its business", () => {
    keep("Project", "p", project("air/air"));
    keep("Project", "q", project("air/air"));
  });
});

describe("a name", () => {
  test("is one in its place, which must be known", () => {
    keep("Environment", "e", { project: "p", name: "test" });
    begin("Environment", { project: "q", name: "test" });
    begin("Environment", { project: UNKNOWN, name: "test" });
    expect(() => begin("Environment", { project: "p", name: "test" })).toThrow(TWICE);
  });
});

describe("addresses of a container", () => {
  test("pass from a service to its part and back", () => {
    const urls = { web: ["https://a.example.com"] };
    keep("Service", "s", { stamp: "a/s", urls });
    expect(() => keep("ServiceApplication", "w", { service: "s", container: "web", urls: urls.web })).toThrow(TWICE);
    keep("Service", "s", { stamp: "a/s", urls: {} });
    keep("ServiceApplication", "w", { service: "s", container: "web", urls: urls.web });
    expect(() => keep("Service", "s", { stamp: "a/s", urls })).toThrow(TWICE);
    keep("ServiceApplication", "w", { service: "s", container: "web" });
    keep("Service", "s", { stamp: "a/s", urls: { web: [UNKNOWN] } });
  });
});
