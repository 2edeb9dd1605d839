import { expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import type { Hooks } from "../../components/hooks.ts";
import { Instance } from "../../components/instance.ts";
import { database, instance } from "./described.ts";
import { recorded } from "./recorded.ts";

class Thing extends pulumi.CustomResource {
  constructor(name: string, parent: pulumi.Resource, dependsOn: readonly pulumi.Resource[] = []) {
    super("test:index:Thing", name, {}, { parent, dependsOn: [...dependsOn] });
  }
}

test("repository, records, schema and audit join in at their places, in their order", async () => {
  const seen: string[] = [];
  const hooks: Hooks = {
    repository: ({ parent, tenant }) => {
      seen.push(`repository of ${tenant.code}`);
      return [new Thing("repository", parent)];
    },
    records: ({ parent, applications }) => {
      seen.push(`records of ${applications.flatMap(({ domains }) => domains)}`);
      return [new Thing("records", parent)];
    },
    schema: ({ parent, databases, running }) => {
      seen.push(`schema in ${[...databases.keys()]}`);
      return [new Thing("schema", parent, running)];
    },
    audit: ({ parent, deployments }) => {
      seen.push(`audit of ${deployments.length}`);
      return [new Thing("audit", parent, deployments)];
    },
  };
  const described = instance({ databases: [database()] });
  const secrets = () => pulumi.secret("");
  const program = await recorded(() => new Instance("air", { instance: described, server: "main", secrets, hooks }));

  expect(seen).toEqual(["repository of air", "records of https://dev.air.pfcore.io", "schema in air-db-main-dev", "audit of 1"]);
  expect(program.one("Application", "air-app-dev").dependsOn).toContain("repository");
  expect(program.one("Thing", "schema").dependsOn).toEqual(["air-db-main-dev-deployment"]);
  expect(program.one("Deployment", "air-app-dev-deployment").dependsOn).toEqual(expect.arrayContaining(["records", "schema"]));
  expect(program.one("Thing", "audit").dependsOn).toEqual(["air-app-dev-deployment"]);
});
