import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { yamlValues } from "../../../config/write.ts";
import { draftInstance } from "../../../verbs/import/draft.ts";
import type { Found, FoundProject, FoundWorkload } from "../../../verbs/import/look.ts";
import { REFERENCE } from "../../config/fleetFolder.ts";

const found = (kind: string, name: string, inputs: object = {}, environment = "production"): Found => ({
  kind,
  uuid: `uuid-${name}`,
  name,
  environment,
  inputs: { name, ...inputs },
  outputs: {},
});

const IMAGE = { source: { type: "dockerImage", image: "nginx", tag: "1" }, port: 80, domains: [], destination: "coolify" };

const application = (name: string, more: Partial<FoundWorkload> = {}): FoundWorkload => ({
  ...found("Application", name, { ...IMAGE, ...more.inputs }),
  variables: {},
  storages: [],
  tasks: [],
  ...more,
  ...(more.inputs ? { inputs: { name, ...IMAGE, ...more.inputs } } : {}),
});

const project = (...workloads: FoundWorkload[]): FoundProject => ({
  project: found("Project", "Legacy", { description: "By hand" }),
  environments: [found("Environment", "production"), found("Environment", "empty")],
  workloads,
  foreign: [],
});

describe("a project as YAML", () => {
  test("the first application of an environment is its own, others are further ones", () => {
    const of = project(application("web"), application("worker"));
    const { text, described } = draftInstance(REFERENCE, "legacy", of);
    expect([...described.values()]).toEqual([undefined, "worker"]);
    expect(yamlValues(text)[0]).toMatchObject({
      code: "legacy",
      network: "shared",
      environments: {
        development: null,
        production: { application_name: "web", applications: { worker: { application_name: "worker" } } },
      },
    });
    expect(of.foreign).toEqual([{ what: "environment empty", reason: expect.stringContaining("no application") }]);
  });

  test("what looks like a secret is named; equal values share a name, others do not", () => {
    const variables = (value: string) => ({
      variables: { API_TOKEN: { value, isShownOnce: false }, SEEN: { value: "x", isShownOnce: true } },
    });
    const of = project(
      application("web", variables("one")),
      application("other", variables("one")),
      application("third", variables("two")),
    );
    const { text, secrets } = draftInstance(REFERENCE, "legacy", of);
    expect(Object.fromEntries(secrets)).toEqual({ api_token: "one", third_api_token: "two" });
    expect(text).not.toMatch(/: (one|two)$/m);
    expect(text).not.toContain("SEEN");
  });

  test("a commit becomes a pin, braces are kept from being read as templates", () => {
    const source = { type: "publicGit", repository: "https://github.com/a/b", branch: "main", commit: "a".repeat(40) };
    const of = project(application("web", { inputs: { source }, variables: { A: { value: "{{x}}", isShownOnce: false } } }));
    const { text, releases } = draftInstance(REFERENCE, "legacy", of);
    expect(releases).toBe(`production: "${"a".repeat(40)}"\n`);
    expect(text).toContain("\\{{x}}");
  });

  test("names that YAML does not have, twins and other networks stay foreign, each with its reason", () => {
    const of = project(
      application("web"),
      application("My App"),
      application("web"),
      application("apart", { inputs: { destination: "own" } }),
    );
    draftInstance(REFERENCE, "legacy", of);
    expect(of.foreign.map(({ what, reason }) => `${what}: ${reason}`)).toEqual([
      expect.stringMatching(/^application My App \(production\): .*rename it/),
      expect.stringMatching(/^application web \(production\): .*same name/),
      expect.stringMatching(/^application apart \(production\): .*network "own"/),
      expect.stringMatching(/^environment empty/),
    ]);
  });
});

test("the file says where it comes from", () => {
  expect(draftInstance(REFERENCE, "legacy", project(application("web"))).file).toBe(path.posix.join("instances", "legacy.instance.yaml"));
});
