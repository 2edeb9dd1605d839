import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { identityOf, openStage, type Stage } from "./stage.ts";

/** What follows a write may fail after the object was made: it stays in state, and the next run takes up where this one ended. */

let stage: Stage;
let stack: MiniStack;
beforeEach(async () => {
  stage = await openStage();
  stack = new MiniStack(() => inProcess(stage.environment(identityOf(stage.coolify))));
});
afterEach(() => stage.close());

const planned = (kind: string, inputs: (outputs: (name: string) => Properties) => Properties): Planned => ({ name: kind, kind, inputs });
const failure = (work: Promise<unknown>) =>
  work.then(
    () => "went well",
    (error: Error) => error.message,
  );
const privateKey = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const key = planned("PrivateKey", () => ({ stamp: "t/key", name: "ssh", privateKey }));
const creations = (path: string) => stage.requests().filter((line) => line === `POST ${path}`).length;

test("16.4.4: a server without Docker: told in words, validated again by the next run, made once", async () => {
  const server = planned("Server", () => ({ stamp: "t/server", name: "apps", address: "203.0.113.77", privateKey: "ssh" }));
  stage.coolify.control("remote-host", { state: "no-docker" });
  const message = await failure(stack.up([key], [server]));
  expect(message).toMatch(/Coolify cannot use the server "apps" \(root@203\.0\.113\.77, port 22\): Docker Engine is not installed\./);
  expect(message).not.toMatch(/[<>]/);
  expect(await failure(stack.up([key], [server]))).toMatch(/Docker Engine is not installed/);
  // The server itself is as it should be; that it was never seen working must outlast a look at it.
  expect(await stack.refresh()).toEqual(["Server"]);
  stage.coolify.control("remote-host", { state: "ready" });
  expect(await stack.up([key], [server])).toEqual(["same PrivateKey", "update Server"]);
  expect(creations("/servers")).toBe(1);
  expect(await stack.up([key], [server])).toEqual(["same PrivateKey", "same Server"]);
  expect(stage.requests()).toEqual([]);
});

test("a server's key given by name is exchanged in place", async () => {
  const other = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const second = { ...planned("PrivateKey", () => ({ stamp: "t/other", name: "other", privateKey: other })), name: "other" };
  const server = (privateKeyName: string) =>
    planned("Server", () => ({ stamp: "t/server", name: "apps", address: "203.0.113.77", privateKey: privateKeyName }));
  await stack.up([key, second], [server("ssh")]);
  stage.requests();
  expect(await stack.up([key, second], [server("other")])).toContain("update Server");
  expect(stage.requests().filter((line) => line.startsWith("PATCH"))).toEqual([`PATCH /servers/${String(stack.outputs("Server").uuid)}`]);
  await stack.destroy();
});

test("a bucket that does not answer: told in words, tried again by the next run, made once", async () => {
  const bucket = (validate: boolean) =>
    planned("S3Storage", () => ({
      ...{ stamp: "t/s3", name: "backups", endpoint: "https://s3.example.com", bucket: "pf-backups", region: "eu" },
      ...{ key: "AKIA-example", secret: "example-secret", validate },
    }));
  await stack.up([bucket(false)]);
  stage.coolify.control("s3", { storage: stack.outputs("S3Storage").uuid, answers: false });
  const message = await failure(stack.up([bucket(true)]));
  expect(message).toMatch(/cannot use the bucket "pf-backups" at https:\/\/s3\.example\.com: Could not connect/);
  expect(message).not.toMatch(/AKIA-example|example-secret/);
  stage.coolify.control("s3", { storage: stack.outputs("S3Storage").uuid, answers: true });
  expect(await stack.up([bucket(true)])).toEqual(["update S3Storage"]);
  expect(creations("/s3-storages")).toBe(1);
  expect(await stack.up([bucket(true)])).toEqual(["same S3Storage"]);
});

test("a changed bucket that does not answer is tried again by the next run, after a refresh too", async () => {
  const bucket = (secret: string) =>
    planned("S3Storage", () => ({
      ...{ stamp: "t/s3", name: "backups", endpoint: "https://s3.example.com", bucket: "pf-backups", region: "eu" },
      ...{ key: "AKIA-example", secret },
    }));
  await stack.up([bucket("first-secret")]);
  stage.coolify.control("s3", { storage: stack.outputs("S3Storage").uuid, answers: false });
  expect(await failure(stack.up([bucket("second-secret")]))).toMatch(/cannot use the bucket/);
  expect(await stack.refresh()).toEqual(["S3Storage"]);
  stage.coolify.control("s3", { storage: stack.outputs("S3Storage").uuid, answers: true });
  expect(await stack.up([bucket("second-secret")])).toEqual(["update S3Storage"]);
  expect(await stack.up([bucket("second-secret")])).toEqual(["same S3Storage"]);
});

test.each(["drop-answer", "cut-answer"])("a trial of a bucket whose answer is lost is repeated in the same run: %s", async (action) => {
  const bucket = planned("S3Storage", () => ({
    ...{ stamp: "t/s3", name: "backups", endpoint: "https://s3.example.com", bucket: "pf-backups", region: "eu" },
    ...{ key: "AKIA-example", secret: "example-secret" },
  }));
  stage.coolify.faults.add({ action, method: "POST", path: "/api/v1/s3-storages/*/validate", nth: 1 });
  expect(await stack.up([bucket])).toEqual(["create S3Storage"]);
  expect(creations("/s3-storages")).toBe(1);
});

test("16.5: a GitHub app takes its key along when it goes; deleting the key after it is no fault", async () => {
  const app = planned("GithubApp", (outputs) => ({
    ...{ stamp: "t/app", name: "pf-core", appId: 1, installationId: 2, clientId: "Iv1" },
    ...{ clientSecret: "a", webhookSecret: "b", privateKey: outputs("PrivateKey").uuid },
  }));
  await stack.up([key], [app]);
  expect(stack.outputs("GithubApp")).toMatchObject({
    uuid: expect.stringMatching(/^\d+$/),
    appUuid: expect.stringMatching(/^[a-z0-9]{24}$/),
  });
  expect(await stack.destroy()).toEqual(["delete GithubApp", "delete PrivateKey"]);
});

test("a key that a server uses is not deleted before it, and Coolify's refusal is explained", async () => {
  const server = planned("Server", () => ({ stamp: "t/server", name: "apps", address: "203.0.113.77", privateKey: "ssh" }));
  await stack.up([key], [server]);
  expect(await failure(stack.up([server]))).toMatch(/Private Key is in use.*\n.*\n?.*→ /s);
});
