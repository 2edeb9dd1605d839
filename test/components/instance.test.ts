import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { Instance } from "../../components/instance.ts";
import { loadFleet, resolveStack } from "../../config/load.ts";

interface Made {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

const made: Made[] = [];

const kind = (name: string) => made.filter(({ type }) => type === `pulumi-nodejs:dynamic/coolify:${name}`);
const inputsOf = (type: string, name: string) =>
  made.find((resource) => resource.type.endsWith(`:${type}`) && resource.name === name)?.inputs;

beforeAll(async () => {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        made.push({ type, name, inputs });
        return { id: `${name}-id`, state: { ...inputs, uuid: `${name}-uuid`, owner: { team: 1, since: "2026-01-01T00:00:00.000000Z" } } };
      },
      call: () => ({}),
    },
    "pf-core",
    "air",
    false,
  );
  const instance = resolveStack(loadFleet(path.join(__dirname, "..", "..", "config")), "air");
  const secrets = (name: string) => pulumi.secret(`value of ${name}`);
  const component = new Instance("air", { instance, server: "main", secrets });
  // A resource is registered once its urn is known: waiting for it is what makes the assertions below assertions.
  await new Promise<void>((resolve) => pulumi.all([component.urn, component.outputs.project]).apply(() => resolve()));
  await pulumi.runtime.disconnect();
});

describe("the children of an instance", () => {
  test("components bear the tokens that the state knows", () => {
    expect(made.filter(({ type }) => type.startsWith("pf:")).map(({ type, name }) => [type, name])).toEqual([
      ["pf:index:Instance", "air"],
      ["pf:index:Product", "ep"],
    ]);
  });

  test("one project, its environments, an application in each, variables for each", () => {
    expect(kind("Project").map(({ name }) => name)).toEqual(["air"]);
    expect(kind("Environment").map(({ name, inputs }) => [name, inputs.name])).toEqual([
      ["air-development", "development"],
      ["air-staging", "staging"],
      ["air-production", "production"],
      ["air-ep-production", "ep-production"],
    ]);
    const applications = ["air-app-dev", "air-app-prod", "air-app-staging", "ep-app-prod"];
    expect(
      kind("Application")
        .map(({ name }) => name)
        .sort(),
    ).toEqual(applications);
    expect(
      kind("ApplicationVariables")
        .map(({ name }) => name)
        .sort(),
    ).toEqual(applications.map((name) => `${name}-variables`));
  });

  test("only development and the new product are deployed", () => {
    expect(
      kind("Deployment")
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["air-app-dev-deployment", "ep-app-prod-deployment"]);
  });

  test("an application knows its place, its mark and its domain", () => {
    expect(inputsOf("Application", "air-app-dev")).toMatchObject({
      project: "air-uuid",
      environment: "development",
      server: "main",
      stamp: "air/air-app-dev",
      source: { type: "publicGit", repository: "https://github.com/pf-core/air-app", branch: "develop" },
      domains: ["https://dev.air.pfcore.io"],
      limits: { memory: "256m", cpus: "0.25" },
      autoDeploy: true,
    });
    expect(inputsOf("Application", "ep-app-prod")).toMatchObject({
      environment: "ep-production",
      source: { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.0.0" },
      domains: ["https://ep.air.pfcore.io"],
    });
  });

  test("a deployment asks the application's own domain", () => {
    expect(inputsOf("Deployment", "air-app-dev-deployment")).toMatchObject({
      application: "air-app-dev-uuid",
      url: "https://dev.air.pfcore.io",
      healthCheckPath: "/api/health",
    });
  });

  test("every child of Coolify carries the owner of the project", () => {
    // A destination lives on a server, which no project owns.
    const children = made.filter(({ type }) => type.includes("coolify:") && !/:(Project|Destination)$/.test(type));
    expect(children.length).toBeGreaterThan(10);
    for (const { name, inputs } of children)
      expect([name, inputs.owner]).toEqual([name, { team: 1, since: "2026-01-01T00:00:00.000000Z" }]);
  });
});
