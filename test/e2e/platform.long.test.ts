import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { plainFleet } from "./plainFleet.ts";
import { createStage, type Stage, writesOf } from "./stage.ts";

/** The real CLI needs seconds for each step, and the machine is shared. */
const PATIENCE = 180_000;

const PLATFORM = `server: main
private_keys:
  fleet: { description: For all machines, key: { secret: fleet_key } }
servers:
  builder:
    description: Builds images
    address: 203.0.113.77
    private_key: fleet
    concurrent_builds: 3
s3_storages:
  backups:
    endpoint: https://s3.eu-central-1.amazonaws.com
    region: eu-central-1
    bucket: pf-backups
    key: { secret: s3_key }
    secret: { secret: s3_secret }
notifications:
  slack: { webhook_url: { secret: slack_webhook } }
variables:
  ROOT_DOMAIN: "{{root_domain}}"
  TRACE_KEY: { secret: trace_key }
`;

const secrets = {
  PF_SECRET_FLEET_KEY: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  PF_SECRET_S3_KEY: "a-key-that-nobody-may-see",
  PF_SECRET_S3_SECRET: "a-secret-that-nobody-may-see",
  PF_SECRET_SLACK_WEBHOOK: "https://hooks.slack.com/services/T000/B000/nobody-may-see",
  PF_SECRET_TRACE_KEY: "a-trace-that-nobody-may-see",
};

let stage: Stage;
let fleet: ReturnType<typeof plainFleet>;

beforeAll(async () => {
  stage = await createStage();
  fleet = plainFleet(stage, secrets);
  writeFileSync(path.join(stage.config, "platform.yaml"), PLATFORM);
});

afterAll(() => stage.close());

describe("the platform: what all tenants stand on", () => {
  test(
    "a key, a server with it, a bucket, a channel and shared variables come by YAML alone",
    async () => {
      expect((await fleet.up("platform")).failure).toBe("");
      const key = (await stage.get<{ name: string; uuid: string }[]>("/security/keys")).find(({ name }) => name === "fleet");
      const server = (await stage.get<{ name: string; uuid: string; ip: string }[]>("/servers")).find(({ name }) => name === "builder");
      const [storage] = await stage.get<{ name: string; uuid: string; bucket: string }[]>("/s3-storages");
      expect(server?.ip).toBe("203.0.113.77");
      expect(storage).toMatchObject({ name: "backups", bucket: "pf-backups" });
      expect(await stage.get("/notifications/slack")).toMatchObject({ slack_enabled: true });
      expect(await fleet.outputs("platform")).toEqual({
        privateKeys: { fleet: key?.uuid },
        servers: { builder: server?.uuid },
        s3Storages: { backups: storage?.uuid },
      });
    },
    PATIENCE,
  );

  test(
    "again: no write; no secret in what state shows",
    async () => {
      const again = await fleet.up("platform");
      expect({ ...again, writes: writesOf(again.requests) }).toMatchObject({ failure: "", changes: {}, writes: [] });
      const shown = JSON.stringify(await fleet.state("platform"));
      for (const secret of Object.values(secrets)) expect(shown).not.toContain(JSON.stringify(secret).slice(1, -1));
    },
    PATIENCE,
  );

  test(
    "a setting of the server: that server, in place",
    async () => {
      stage.edit("platform.yaml", "concurrent_builds: 3", "concurrent_builds: 5");
      const { failure, changes, requests } = await fleet.up("platform");
      expect({ failure, changes }).toEqual({ failure: "", changes: { update: 1 } });
      expect(writesOf(requests).map(({ method, path: route }) => `${method} ${route.replace(/[a-z0-9]{24}/, "*")}`)).toEqual([
        "PATCH /api/v1/servers/*",
      ]);
    },
    PATIENCE,
  );
});
