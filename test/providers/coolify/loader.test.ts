import { describe, expect, test } from "@jest/globals";
import { kinds } from "../../../providers/coolify/kinds/index.ts";
import { loaderOf } from "../../../providers/coolify/loader.ts";
import { get } from "../../../providers/host.ts";

describe("the text in state", () => {
  test("is the same for ever", () =>
    expect(loaderOf("Project")).toBe(
      'exports.handler=()=>require("node:module").createRequire(process.cwd()+"/")("pf-infra/provider-host").get("coolify:Project")',
    ));

  test("is short and names nothing but the kind", () => {
    expect(Buffer.byteLength(loaderOf("ApplicationVariables"))).toBeLessThan(300);
    expect(loaderOf("A").replaceAll("coolify:A", "coolify:Beta")).toBe(loaderOf("Beta"));
  });

  /** Never take a name out of this list: states of earlier releases hold it. */
  const EVER_SHIPPED = [
    "Project",
    "Environment",
    "Application",
    "ApplicationVariables",
    "Deployment",
    "ServiceVariables",
    "DatabaseVariables",
    "SharedVariables",
    "ServiceDeployment",
    "DatabaseDeployment",
    "CloudToken",
    "Database",
    "DatabaseBackup",
    "Destination",
    "GithubApp",
    "NotificationChannel",
    "PrivateKey",
    "S3Storage",
    "ScheduledTask",
    "Server",
    "Service",
    "ServiceApplication",
    "ServiceDatabase",
    "Storage",
    "VolumeBackup",
  ];

  test.each(EVER_SHIPPED)("finds %s for ever", (kind) => {
    const provider = get(`coolify:${kind}`);
    for (const verb of ["check", "diff", "create", "read", "update", "delete"] as const) expect(provider[verb]).toBeInstanceOf(Function);
  });

  test("every kind was written down as shipped", () =>
    expect(EVER_SHIPPED).toEqual(expect.arrayContaining(kinds.map((kind) => kind.type))));

  test("an unknown kind is explained", () =>
    expect(() => get("coolify:Rocket")).toThrow(/does not know coolify:Rocket.*update the program/));
});
