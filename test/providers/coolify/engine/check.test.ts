import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { check } from "../../../../providers/coolify/engine/check.ts";
import type { Kind } from "../../../../providers/coolify/kind.ts";
import { application } from "../../../../providers/coolify/kinds/application.ts";
import { environment } from "../../../../providers/coolify/kinds/environment.ts";
import { project } from "../../../../providers/coolify/kinds/project.ts";
import { UNKNOWN } from "../../../../providers/coolify/unknown.ts";
import type { Properties } from "../../../../providers/coolify/values.ts";
import { airApplication } from "../airApplication.ts";

const GIT = { type: "publicGit", repository: "https://github.com/pf-core/air-app", branch: "main" };
const checkApplication = (more: Record<string, unknown>) => check(application as unknown as Kind, { ...airApplication, ...more });
const faultsOf = (more: Record<string, unknown>) => checkApplication(more).failures.map(({ property, reason }) => `${property} ${reason}`);

describe("checking inputs", () => {
  test("fills in defaults and normalises", () => {
    const { inputs, failures } = check(application as unknown as Kind, {
      project: "p",
      environment: "EP-Production",
      server: "main",
      stamp: "air/a",
      name: "a",
      source: { type: "publicGit", repository: "https://github.com/x/y.git", branch: "main" },
      domains: ["HTTPS://A.Example.com/Path"],
      __provider: "text",
    });
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({
      environment: "ep-production",
      description: "",
      port: 3000,
      source: { repository: "https://github.com/x/y" },
      domains: ["https://a.example.com/Path"],
      healthCheck: { enabled: false, path: "/", retries: 10 },
      limits: { memory: "0", cpus: "0" },
    });
    expect(inputs).not.toHaveProperty("__provider");
    expect(inputs).not.toHaveProperty("installCommand");
  });

  test("names every fault at once", () => {
    const faults = faultsOf({
      port: 99_999,
      name: "",
      nmae: "x",
      constructor: "x",
      domains: ["example.com"],
      source: { type: "publicGit", repository: "git@x", branch: "a b" },
    });
    expect(faults).toHaveLength(7);
    expect(faults[0]).toBe('nmae is no field of Application. Did you mean "name"?');
    expect(faults.join("\n")).toMatch(/port .*\n?.*domains\.0 must be a full address/s);
    expect(faults.join("\n")).toMatch(/source\.repository[\s\S]*source\.branch is no branch name/);
  });

  test("says what is missing", () =>
    expect(
      check(application as unknown as Kind, { ...airApplication, server: undefined, source: { type: "publicGit", branch: "main" } })
        .failures,
    ).toEqual([
      { property: "server", reason: "is missing" },
      { property: "source.repository", reason: "is missing" },
    ]));

  test.each([
    ["a tag in the image", { source: { type: "dockerImage", image: "ghcr.io/x/y:1", tag: "1" } }, /source\.image must not contain the tag/],
    ["a registry with a port", { source: { type: "dockerImage", image: "registry.example.com:5000/x/y", tag: "1" } }, undefined],
    ["an unknown source", { source: { type: "rocket" } }, /source/],
    ["a long description", { description: "x".repeat(151) }, /at most 150 characters/],
    ["a sign from which on Coolify cuts", { description: "a < b" }, /must not contain </],
    ["a description in any words", { description: "a: b; c" }, undefined],
    ["a stamp without stack", { stamp: "air" }, /<stack>\/<name>/],
    ["a decomposed letter", { description: "Cafe\u0301" }, undefined],
    // Coolify's columns hold 255 characters and more is a 500 (contract 4.2), which says nothing to anybody.
    ...["installCommand", "buildCommand", "startCommand", "name"].map((field): [string, Properties, RegExp | undefined] => [
      `a long ${field}`,
      { [field]: "x".repeat(256) },
      new RegExp(`^${field} must have at most 255 characters: Coolify keeps no more$`),
    ]),
    ["the longest command", { startCommand: "x".repeat(255) }, undefined],
    ["a long branch", { source: { ...GIT, branch: "x".repeat(256) } }, /^source\.branch must have at most 255/],
    ["a long commit", { source: { ...GIT, commit: "x".repeat(256) } }, /^source\.commit must have at most 255/],
    ["a long repository", { source: { ...GIT, repository: `${GIT.repository}${"x".repeat(255)}` } }, /^source\.repository must have/],
    ["a long health path", { healthCheck: { path: `/${"x".repeat(255)}` } }, /^healthCheck\.path must have at most 255/],
    ["a long limit", { limits: { memory: "1".repeat(256) } }, /^limits\.memory must have at most 255/],
    ["a command with a pipe", { startCommand: "node a.js | tee log" }, /^startCommand must be one line of plain words/],
    ["a command with a variable", { buildCommand: "echo $HOME" }, /^buildCommand must be one line of plain words/],
    ["a command of several", { startCommand: "npm ci && NODE_ENV=production node 'a b.js' || exit" }, undefined],
    ["HTML in a name", { name: "<b>air" }, /^name must not contain </],
    ["a branch that goes up", { source: { ...GIT, branch: "a..b" } }, /^source\.branch is no branch name$/],
    ["a branch that is none", { source: { ...GIT, branch: "HEAD" } }, /^source\.branch is no branch name$/],
    ["a branch in folders", { source: { ...GIT, branch: "feature/one.two" } }, undefined],
    [
      "a password in a repository",
      { source: { ...GIT, repository: "https://me:canary@github.com/x/y" } },
      /^source\.repository.*without user/,
    ],
    ["a port beyond all", { domains: ["https://a.pfcore.io:99999"] }, /^domains\.0 has a port that does not exist$/],
    ["a host of dots", { domains: ["https://.."] }, /^domains\.0 must be a full address/],
    ["a path that is no ASCII", { domains: ["https://a.pfcore.io/ü"] }, /^domains\.0 must be a full address/],
    ["more domains than fit", { domains: Array.from({ length: 100 }, (_, at) => `https://host-number-${at}.pfcore.io`) }, /at most 2048/],
    ["a domain twice", { domains: ["https://a.pfcore.io", "https://A.pfcore.io"] }, /^domains must not contain the same address twice$/],
  ] as [string, Properties, RegExp | undefined][])("%s", (_, more, expected) => {
    const faults = faultsOf(more).join("\n");
    if (expected) expect(faults).toMatch(expected);
    else expect(faults).toBe("");
  });
});

describe("checking in a preview", () => {
  test("what is not known yet is left out, the rest is checked", () => {
    const { inputs, failures } = checkApplication({ project: UNKNOWN, owner: UNKNOWN, domains: [UNKNOWN, "nope"], port: 0 });
    expect(failures.map((fault) => fault.property)).toEqual(["port", "domains.1"]);
    expect(inputs).toMatchObject({ project: UNKNOWN, owner: UNKNOWN });
  });

  test("an unknown part of a union is no fault", () =>
    expect(faultsOf({ source: { type: UNKNOWN, repository: "https://github.com/x/y", branch: "main" } })).toEqual([]));
});

test.each([
  ["Feature/One", "feature-one"],
  [" Staging ", "staging"],
])("the environment %s is stored as %s", (name, stored) =>
  expect(check(environment as unknown as Kind, { project: "p", name }).inputs.name).toBe(stored),
);

test("a name of two letters is refused before Coolify does", () =>
  expect(check(project as unknown as Kind, { stamp: "a/b", name: "qa" }).failures).toEqual([
    { property: "name", reason: "must have at least 3 characters" },
  ]));

test("a transformation leaves what is not known as it is", () => {
  const shape = { type: "Disk", output: z.object({}), input: z.strictObject({ path: z.string().transform((path) => `/${path}`) }) };
  expect(check(shape, { path: UNKNOWN }).inputs).toEqual({ path: UNKNOWN });
  expect(check(shape, { path: "a" }).inputs).toEqual({ path: "/a" });
});

test("around what is not known yet, whatever its type, are the defaults that will be there once it is known", () => {
  const row = z.strictObject({ value: z.string(), isMultiline: z.boolean().default(false), isRuntime: z.boolean().default(true) });
  const shape = { type: "Rows", output: z.object({}), input: z.strictObject({ rows: z.record(z.string(), row) }) };
  const rows = { A: { value: UNKNOWN, isMultiline: UNKNOWN }, B: { value: "b" } };
  expect(check(shape, { rows })).toEqual({
    inputs: {
      rows: { A: { value: UNKNOWN, isMultiline: UNKNOWN, isRuntime: true }, B: { value: "b", isMultiline: false, isRuntime: true } },
    },
    failures: [],
  });
  const wrong = { A: { value: UNKNOWN, isMultiline: UNKNOWN, isRuntime: "no" } };
  expect(check(shape, { rows: wrong }).failures.map(({ property }) => property)).toEqual(["rows.A.isRuntime"]);
});

test("a field that is too young is looked at before the first write, where it is not known yet", () => {
  const shape = {
    type: "Disk",
    output: z.object({}),
    input: z.strictObject({ owner: z.unknown(), young: z.string().meta({ since: "4.3.8" }) }),
  };
  const faults = (young: string) => check(shape, { owner: { team: 1, since: "x", version: "4.3.0" }, young }).failures;
  expect(faults(UNKNOWN)).toEqual([]);
  expect(faults("a")).toMatchObject([{ property: "young" }]);
});
