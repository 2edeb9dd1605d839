import { beforeAll, expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { Platform } from "../../components/platform.ts";
import type { ResolvedPlatform } from "../../config/resolved.ts";
import { type Recording, recorded, revealed } from "./recorded.ts";

const platform: ResolvedPlatform = {
  kind: "platform",
  code: "platform",
  server: "main",
  privateKeys: [{ name: "deploy", description: "For servers", key: { secret: "deploy-key" } }],
  servers: [
    { name: "apps", description: "", address: "203.0.113.5", port: 22, user: "root", privateKey: "deploy", settings: { proxy: "caddy" } },
    { name: "builds", description: "", address: "203.0.113.6", port: 22, user: "root", privateKey: "by hand", settings: {} },
  ],
  s3Storages: [
    {
      name: "backups",
      description: "Nightly",
      endpoint: "https://s3.example.com",
      bucket: "pf",
      region: "eu",
      key: { secret: "s3-key" },
      secret: { secret: "s3-secret" },
    },
  ],
  notifications: [
    { channel: "discord", settings: { ping: false }, secrets: { webhookUrl: { secret: "hook" } }, events: { deploymentFailure: true } },
  ],
  variables: { REGION: { value: "eu" }, TRACE_KEY: { secret: "trace" } },
};

const secrets = (name: string) => pulumi.secret(`value of ${name}`);

let program: Recording;
beforeAll(async () => {
  program = await recorded(() => new Platform("platform", { platform, secrets }), "platform");
});

test("keys, servers, storage, channels and shared variables are children of the platform", () => {
  expect(program.all.map(({ kind, name, parent }) => `${kind} ${name} < ${parent}`).sort()).toEqual([
    "NotificationChannel channel-discord < platform",
    "Platform platform < ",
    "PrivateKey key-deploy < platform",
    "S3Storage storage-backups < platform",
    "Server server-apps < platform",
    "Server server-builds < platform",
    "SharedVariables shared-variables < platform",
  ]);
  expect(program.outputs.platform).toEqual(["privateKeys", "s3Storages", "servers"]);
});

test("a server waits for its key where the platform makes it, and names it otherwise", () => {
  expect(program.one("Server", "server-apps").inputs).toMatchObject({
    stamp: "platform/server-apps",
    privateKey: "key-deploy-uuid",
    proxy: "caddy",
  });
  expect(program.one("Server", "server-builds").inputs).toMatchObject({ privateKey: "by hand" });
});

test("what all tenants use is protected", () => {
  const isProtected = program.all.filter(({ protect }) => protect).map(({ name }) => name);
  expect(isProtected.sort()).toEqual(["server-apps", "server-builds", "storage-backups"]);
});

test("secrets stay secret", () => {
  expect(revealed(program.one("PrivateKey", "key-deploy").inputs.privateKey)).toBe("value of deploy-key");
  expect(revealed(program.one("S3Storage", "storage-backups").inputs.secret)).toBe("value of s3-secret");
  const { channel, events } = program.one("NotificationChannel", "channel-discord").inputs;
  expect({ channel: revealed(channel), events }).toEqual({
    channel: { type: "discord", ping: false, webhookUrl: "value of hook" },
    events: { deploymentFailure: true },
  });
  const { scope, variables } = program.one("SharedVariables", "shared-variables").inputs;
  expect(scope).toEqual({ type: "team" });
  const { REGION, TRACE_KEY } = variables as Record<string, { value: unknown }>;
  expect(REGION).toEqual({ value: "eu" });
  expect(revealed(TRACE_KEY?.value)).toBe("value of trace");
});
