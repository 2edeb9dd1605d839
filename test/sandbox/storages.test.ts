import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";
import { webApplication } from "./webApplication.ts";

let coolify: Coolify;
let application: string;
const storages = (): string => `/applications/${application}/storages`;

beforeAll(async () => {
  coolify = await startCoolify({ settings: { rateLimit: 0, jobs: "manual" } });
  application = await webApplication(coolify);
});

afterAll(() => coolify.close());

test("a volume is changed by uuid or id, its name stored as sent, its file neighbours never", async () => {
  const { body: volume } = await ask(coolify, "POST", storages(), { type: "persistent", name: "data", mount_path: "//data" });
  expect(volume).toMatchObject({ name: `${application}-data`, mount_path: "/data" });
  const changed = await ask(coolify, "PATCH", storages(), { id: volume.id, type: "persistent", name: "plain" });
  expect(changed).toMatchObject({ status: 200, body: { uuid: volume.uuid, name: "plain", resource: { uuid: application } } });
  expect((await ask(coolify, "PATCH", storages(), { uuid: volume.uuid, type: "file", content: "x" })).status).toBe(404);
  const foreign = await ask(coolify, "PATCH", storages(), { uuid: volume.uuid, type: "persistent", content: "x" });
  expect(foreign).toMatchObject({ status: 422, body: { errors: { content: "Field 'content' is not valid for type 'persistent'." } } });
});

test("a file keeps its place on the server when its mount path moves, and its content can go", async () => {
  const { body: file } = await ask(coolify, "POST", storages(), { type: "file", mount_path: "etc/a.conf", content: " a " });
  expect(file).toMatchObject({ fs_path: `/data/coolify/applications/${application}/etc/a.conf`, content: "a" });
  const moved = await ask(coolify, "PATCH", storages(), { uuid: file.uuid, type: "file", mount_path: "/b.conf", content: null });
  expect(moved.body).toMatchObject({ fs_path: file.fs_path, mount_path: "/b.conf", content: null });
  const { body } = await ask(coolify, "GET", storages(), undefined, { token: coolify.tokens.read ?? null });
  expect(Object.keys(body.file_storages[0])).not.toContain("content");
});

test("a backup schedule is replaced as a whole and keeps its volume from being deleted", async () => {
  const { body: volume } = await ask(coolify, "POST", storages(), { type: "persistent", name: "kept", mount_path: "/kept" });
  const path = `${storages()}/${volume.uuid}`;
  const first = await ask(coolify, "PUT", `${path}/backups`, { frequency: "0 3 * * *", retention_amount_locally: 3, enabled: false });
  expect(first).toMatchObject({ status: 201, body: { retention_amount_locally: 3, enabled: false } });
  const second = await ask(coolify, "PUT", `${path}/backups`, { frequency: "daily" });
  expect(second).toMatchObject({ status: 200, body: { uuid: first.body.uuid, retention_amount_locally: 7, enabled: true } });
  expect((await ask(coolify, "DELETE", path)).status).toBe(422);
  expect((await ask(coolify, "DELETE", `${path}/backups`)).status).toBe(200);
  expect((await ask(coolify, "DELETE", path)).status).toBe(200);
  expect((await ask(coolify, "PUT", `${path}/backups`, { frequency: "daily" })).status).toBe(404);
});
