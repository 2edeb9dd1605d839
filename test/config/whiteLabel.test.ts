import { describe, expect, test } from "@jest/globals";
import { loadFleet, stackNamed, stacksOf, UnknownStackError } from "../../config/load.ts";
import type { ResolvedWhiteLabel } from "../../config/resolved.ts";
import { append, type Edits, fleetWith, REFERENCE } from "./fleetFolder.ts";

const ACME = "white-labels/acmecorp-wwg.white-label.yaml";
const WWG = "products/baiv-wwg.product.yaml";
const BAIV = "instances/baiv.instance.yaml";

function acme(edits: Edits = {}): ResolvedWhiteLabel {
  const found = fleetWith(edits).whiteLabels["acmecorp-wwg"];
  if (found === undefined) throw new Error("There is no acmecorp-wwg.");
  return found;
}

const application = (edits: Edits) => {
  const [first] = acme(edits).applications;
  if (first === undefined) throw new Error("There is no application.");
  return first;
};

describe("WWG for AcmeCorp (WL-1)", () => {
  const stack = acme();

  test("is a project of its own on a network of its own, with a production environment", () => {
    const { kind, code, client, instance, product, project, server, ownNetwork, environments, production } = stack;
    expect({ kind, code, client, instance, product, project, server, ownNetwork, environments, production }).toEqual({
      kind: "whiteLabel",
      code: "acmecorp-wwg",
      client: "AcmeCorp",
      instance: "baiv",
      product: "wwg",
      project: { name: "AcmeCorp-WWG", description: "Wellness for AcmeCorp" },
      server: "main",
      ownNetwork: true,
      environments: ["production"],
      production: ["production"],
    });
  });

  test("answers at the client's domain and at that of its administrators", () => {
    expect([stack.domain, stack.adminDomain]).toEqual(["https://wellness.acme.com", "https://admin.wellness.acme.com"]);
    expect(stack.applications.map(({ name, domains }) => [name, domains])).toEqual([
      ["acmecorp-wwg-app-prod", ["https://wellness.acme.com", "https://admin.wellness.acme.com"]],
    ]);
  });

  test("is its product, protected, with the client's brand, variables and credentials", () => {
    expect(stack.applications[0]).toMatchObject({
      source: { type: "dockerImage", image: "ghcr.io/pf-core/wwg-app", tag: "1.0.0" },
      environment: "production",
      protect: true,
      deploy: true,
      limits: { memory: "512m", cpus: "1" },
      variables: {
        CLIENT_ID: { value: "acmecorp" },
        CLIENT_NAME: { value: "AcmeCorp" },
        BRAND_PRIMARY: { value: "#d12771" },
        INSTANCE_ID: { value: "baiv" },
        PRODUCT_ID: { value: "wwg" },
        APP_URL: { value: "https://wellness.acme.com" },
        ADMIN_URL: { value: "https://admin.wellness.acme.com" },
        ADMIN_PASSWORD: { generated: "admin_password" },
        SUPPORT_ADDRESS: { value: "help@acme.com" },
      },
    });
  });

  test("keeps its data in databases of its own", () => {
    expect(stack.databases.map(({ name, engine, protect }) => [name, engine, protect])).toEqual([
      ["acmecorp-wwg-db-cache-prod", "redis", true],
      ["acmecorp-wwg-db-main-prod", "postgresql", true],
    ]);
    expect(stack.applications[0]?.variables).toMatchObject({
      DATABASE_URL: { database: "acmecorp-wwg-db-main-prod", part: "internalUrl" },
      REDIS_URL: { database: "acmecorp-wwg-db-cache-prod", part: "internalUrl" },
    });
  });
});

describe("what a white-label takes from its product", () => {
  test("settings of the product and of its environment, as the product does", () => {
    const edits: Edits = {
      [WWG]: (text) => `${text.replace("wwg-production: {}", "wwg-production: { limits: { memory: 2G } }")}proxy: { gzip: false }\n`,
    };
    expect(application(edits)).toMatchObject({ limits: { memory: "2g", cpus: "1" }, settings: { proxy: { gzip: false } } });
  });

  test("what it says itself wins", () => {
    const edits: Edits = {
      [WWG]: append("limits: { memory: 2G }"),
      [ACME]: append("limits: { memory: 3G }\nenvironments: { production: { limits: { cpus: 4 } } }"),
    };
    expect(application(edits).limits).toEqual({ memory: "3g", cpus: "4" });
  });

  test("also further applications, under names of its own", () => {
    const edits: Edits = { [WWG]: append("applications: { worker: { start_command: x, health_check: { enabled: false } } }") };
    expect(acme(edits).applications.map(({ name, domains }) => [name, domains.length])).toEqual([
      ["acmecorp-wwg-app-prod", 2],
      ["acmecorp-wwg-worker-prod", 0],
    ]);
  });

  test("never a domain or a container of its instance", () => {
    const { domains, settings } = application({ [BAIV]: append("container: { name: '{{instance.code}}-{{environment.short}}' }") });
    expect(domains).toEqual(["https://wellness.acme.com", "https://admin.wellness.acme.com"]);
    expect(settings).toEqual({});
  });

  test("a release of its own, or the tag of the product", () => {
    expect(application({ "releases/acmecorp-wwg.yaml": "production: 1.1.0\n" }).source).toMatchObject({ tag: "1.1.0" });
    expect(application({ "releases/baiv.yaml": "wwg-production: 1.1.0\n" }).source).toMatchObject({ tag: "1.0.0" });
  });
});

describe("adding by YAML only", () => {
  test("a hundred white-labels", () => {
    const file = (index: number) =>
      `extends: ../products/air-ep.product.yaml\nclient: Client${index}\ndomain: client${index}.example.com\nbrand: { primary: "#000000", secondary: "#ffffff", logo: /l.svg }\n`;
    const edits = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`white-labels/client${index}-ep.white-label.yaml`, file(index)]),
    );
    const { whiteLabels } = fleetWith(edits);
    expect(Object.keys(whiteLabels)).toHaveLength(101);
    expect(whiteLabels["client7-ep"]).toMatchObject({ project: { name: "Client7-EP" }, adminDomain: "https://admin.client7.example.com" });
  });
});

describe("every stack by its name", () => {
  const fleet = loadFleet(REFERENCE);

  test("instances, white-labels, the platform", () => {
    expect(Object.entries(stacksOf(fleet)).map(([name, { kind }]) => [name, kind])).toEqual([
      ["air", "instance"],
      ["baiv", "instance"],
      ["w4m", "instance"],
      ["acmecorp-wwg", "whiteLabel"],
      ["platform", "platform"],
    ]);
    expect(stackNamed(fleet, "acmecorp-wwg")).toBe(fleet.whiteLabels["acmecorp-wwg"]);
  });

  test.each(["acmecorp", "constructor", ""])("there is no %j", (name) => {
    expect(() => stackNamed(fleet, name)).toThrow(UnknownStackError);
  });

  test("the platform knows the variables of the team", () => {
    expect(fleet.platform).toMatchObject({ code: "platform", server: "main", variables: { ROOT_DOMAIN: { value: "pfcore.io" } } });
  });

  test("everything a platform can have", () => {
    const lines = [
      "private_keys: { deploy: { key: { secret: deploy_key } } }",
      "servers: { apps: { address: 203.0.113.50, private_key: deploy, port: 2222, proxy: caddy, disk_usage_warning_percent: 70 } }",
      "s3_storages: { backups: { endpoint: https://s3.example.com, region: eu, bucket: pf-backups, key: { secret: a }, secret: { secret: b } } }",
      "notifications: { slack: { webhook_url: { secret: slack }, events: { status_change: true } } }",
    ];
    expect(fleetWith({ "platform.yaml": append(lines.join("\n")) }).platform).toMatchObject({
      privateKeys: [{ name: "deploy", description: "", key: { secret: "deploy_key" } }],
      servers: [
        {
          name: "apps",
          address: "203.0.113.50",
          port: 2222,
          user: "root",
          privateKey: "deploy",
          settings: { proxy: "caddy", diskUsageWarningPercent: 70 },
        },
      ],
      s3Storages: [{ name: "backups", bucket: "pf-backups", key: { secret: "a" }, secret: { secret: "b" } }],
      notifications: [{ channel: "slack", settings: {}, secrets: { webhookUrl: { secret: "slack" } }, events: { statusChange: true } }],
    });
  });

  test("roles say who may do what", () => {
    expect(fleet.access).toEqual([
      { name: "platform-team", members: ["olga"], may: ["read", "deploy", "deploy_production", "provision", "destroy"] },
      { name: "developers", members: ["*"], may: ["read", "deploy"] },
    ]);
    expect(fleetWith({ "access.yaml": append("  stacks: [air, acmecorp-wwg]") }).access[1]?.stacks).toEqual(["air", "acmecorp-wwg"]);
  });
});
