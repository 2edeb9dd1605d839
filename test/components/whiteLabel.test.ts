import { beforeAll, expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { WhiteLabel } from "../../components/whiteLabel.ts";
import { application, whiteLabel } from "./described.ts";
import { type Recording, recorded } from "./recorded.ts";

const secrets = (name: string) => pulumi.secret(`value of ${name}`);
const described = whiteLabel({
  applications: [
    application({
      name: "acmecorp-wwg-app-prod",
      environment: "production",
      protect: true,
      variables: { ADMIN_PASSWORD: { generated: "admin-password", length: 32 } },
    }),
  ],
});

let program: Recording;
beforeAll(async () => {
  program = await recorded(
    () => new WhiteLabel("acmecorp-wwg", { whiteLabel: described, server: "main", coolify: "main", secrets }),
    "acmecorp-wwg",
  );
});

test("a white-label has a project, a network and credentials of its own, and nothing besides", () => {
  expect(program.all.map(({ token, name, parent }) => `${token.replace("pulumi-nodejs:dynamic/", "")} ${name} < ${parent}`).sort()).toEqual(
    [
      "coolify:Application acmecorp-wwg-app-prod < acmecorp-wwg",
      "coolify:ApplicationVariables acmecorp-wwg-app-prod-variables < acmecorp-wwg",
      "coolify:Deployment acmecorp-wwg-app-prod-deployment < acmecorp-wwg",
      "coolify:Destination acmecorp-wwg-network < acmecorp-wwg",
      "coolify:Environment acmecorp-wwg-production < acmecorp-wwg",
      "coolify:Project acmecorp-wwg < acmecorp-wwg",
      "pf:Credential acmecorp-wwg-admin-password-credential < acmecorp-wwg",
      "pf:index:WhiteLabel acmecorp-wwg < ",
    ],
  );
  expect(program.outputs["acmecorp-wwg"]).toEqual(["applications", "databases", "project", "services", "urls", "versions"]);
});

test("all of it is production, so all that could be lost is protected", () => {
  const open = program.all.filter(({ protect }) => !protect).map(({ kind }) => kind);
  expect(open).toEqual(["WhiteLabel", "Deployment"]);
});

test("in a fleet with several Coolifys each resource names its own", () => {
  const named = program.all.filter(({ token }) => token.includes("coolify:")).map(({ inputs }) => inputs.coolify);
  expect(named).toEqual(named.map(() => "main"));
});
