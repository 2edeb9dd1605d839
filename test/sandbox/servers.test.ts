import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";

const KEY = "k0sandbox0key0000000main";
const MAIN = "/servers/s0sandbox0server0000main";

let coolify: Coolify;
beforeEach(async () => {
  coolify = await startCoolify({ settings: { jobs: "manual", rateLimit: 0 } });
});
afterEach(() => coolify.close());

const patch = (path: string, body: unknown) => ask(coolify, "PATCH", path, body);
const read = async (path: string) => (await ask(coolify, "GET", path)).body;

/** Address of a new server that no validation has seen. */
async function addServer(ip = "203.0.113.77"): Promise<string> {
  const { body } = await ask(coolify, "POST", "/servers", { ip, private_key_uuid: KEY, name: "new" });
  return `/servers/${body.uuid}`;
}

async function addApplication(): Promise<void> {
  const project = await ask(coolify, "POST", "/projects", { name: "shop" });
  const { status } = await ask(coolify, "POST", "/applications/dockerimage", {
    project_uuid: project.body.uuid,
    environment_name: "production",
    server_uuid: MAIN.split("/")[2],
    docker_registry_image_name: "nginx",
    ports_exposes: "80",
    domains: "https://Shop.example.com:8443/path,http://www.example.com",
  });
  expect(status).toBe(201);
}

describe("PATCH", () => {
  test("null destroys texts and the port, and leaves key and proxy alone (contract 14)", async () => {
    const before = await read(MAIN);
    const nothing = { name: null, ip: null, user: null, port: null, description: null };
    const unchanged = { private_key_uuid: null, proxy_type: null, is_terminal_enabled: null };
    expect(await patch(MAIN, { ...nothing, ...unchanged })).toMatchObject({ status: 201 });
    expect(await read(MAIN)).toMatchObject({ name: "", ip: "", user: "", port: 0, description: "", ip_previous: null });
    expect(await read(MAIN)).toMatchObject({ private_key_id: before.private_key_id, proxy: before.proxy });
    expect((await read(MAIN)).settings.is_terminal_enabled).toBe(false);
  });

  test("takes an address that another server has, and keeps the old one beside it", async () => {
    const second = await addServer();
    expect((await patch(second, { ip: "203.0.113.10" })).status).toBe(201);
    expect(await read(second)).toMatchObject({ ip: "203.0.113.10", ip_previous: "203.0.113.77" });
  });

  test("writes numbers and words of settings so that they read back", async () => {
    const wanted = { concurrent_builds: 4, dynamic_timeout: 60, deployment_queue_limit: 1, connection_timeout: 300 };
    const frequency = { server_disk_usage_check_frequency: "daily", server_disk_usage_notification_threshold: 100 };
    expect((await patch(MAIN, { ...wanted, ...frequency })).status).toBe(201);
    expect((await read(MAIN)).settings).toMatchObject({ ...wanted, ...frequency });
  });

  test.each([
    [{ concurrent_builds: 0 }, "concurrent_builds"],
    [{ deployment_queue_limit: null }, "deployment_queue_limit"],
    [{ server_disk_usage_notification_threshold: 101 }, "server_disk_usage_notification_threshold"],
    [{ connection_timeout: 301 }, "connection_timeout"],
    [{ server_disk_usage_check_frequency: "often" }, "server_disk_usage_check_frequency"],
    [{ wildcard_domain: "https://x.example.com" }, "wildcard_domain"],
  ])("refuses %j and writes nothing", async (wrong, field) => {
    const answer = await patch(MAIN, { name: "renamed", ...wrong });
    expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, [field]]);
    expect((await read(MAIN)).name).toBe("main");
  });

  test("checks fields before it looks for the server", async () => {
    expect((await patch("/servers/nope", { foo: 1 })).status).toBe(422);
    expect((await patch("/servers/nope", { name: "x" })).status).toBe(404);
  });

  test("makes no build server of one that hosts something", async () => {
    await addApplication();
    const answer = await patch(MAIN, { is_build_server: true, name: "renamed" });
    expect(answer.body.errors).toEqual({
      is_build_server: ["A server with existing resources cannot be configured as a build server."],
    });
    expect((await read(MAIN)).name).toBe("main");
  });
});

test("lists hosts without scheme, port and path under the server's address", async () => {
  await addApplication();
  expect(await read(`${MAIN}/domains`)).toEqual([{ ip: "203.0.113.10", domains: ["shop.example.com", "www.example.com"] }]);
});

test.each([
  ["ready", true, true],
  ["no-docker", true, false],
  ["unreachable", false, false],
])("a validation of a host that is %s leaves reachable %s, usable %s", async (state, is_reachable, is_usable) => {
  const server = await addServer();
  expect((await read(server)).settings).toMatchObject({ is_reachable: false, is_usable: false });
  coolify.control("remote-host", { state });
  await ask(coolify, "POST", `${server}/validate`);
  coolify.control("settle");
  const { settings, validation_logs } = await read(server);
  expect(settings).toMatchObject({ is_reachable, is_usable });
  expect([typeof settings.docker_version, typeof validation_logs]).toEqual(is_usable ? ["string", "object"] : ["object", "string"]);
});

test("clean-up stores words as cron expressions, takes no null, and lists its last 20 runs", async () => {
  const path = `${MAIN}/docker-cleanup`;
  expect((await patch(path, { docker_cleanup_frequency: "weekly" })).body.docker_cleanup_frequency).toBe("0 0 * * 0");
  expect((await patch(path, { docker_cleanup_frequency: null })).status).toBe(422);
  expect((await patch(path, { docker_cleanup_threshold: 100 })).status).toBe(422);
  for (let run = 0; run < 21; run++) await ask(coolify, "POST", `${path}/run`);
  expect(await read(`${path}/executions`)).toEqual([]);
  coolify.control("settle");
  const runs = await read(`${path}/executions`);
  expect(runs).toHaveLength(20);
  expect(runs[0]).toMatchObject({ status: "success", finished_at: expect.any(String) });
});

test("a log drain needs its fields, and hides its key from readers without sensitive rights", async () => {
  const path = `${MAIN}/log-drains`;
  const lacking = await patch(path, { is_logdrain_newrelic_enabled: true });
  expect(lacking.body.errors).toEqual({
    logdrain_newrelic_license_key: ["The New Relic license key is required when New Relic log drain is enabled."],
    logdrain_newrelic_base_uri: ["The New Relic base URI is required when New Relic log drain is enabled."],
  });
  const drain = { logdrain_newrelic_license_key: "k", logdrain_newrelic_base_uri: "https://log.example.com" };
  expect((await patch(path, { is_logdrain_newrelic_enabled: true, ...drain })).body).toMatchObject(drain);
  const open = await ask(coolify, "GET", path, undefined, { token: coolify.tokens.read as string });
  expect(open.body).not.toHaveProperty("logdrain_newrelic_license_key");
});

test("another proxy stops at once and forgets what was saved for the old one", async () => {
  await ask(coolify, "PUT", `${MAIN}/proxy/configuration`, { configuration: Buffer.from("services: {}").toString("base64") });
  expect((await read(`${MAIN}/proxy`)).configuration).toBe("services: {}");
  await patch(MAIN, { proxy_type: "caddy" });
  expect(await read(`${MAIN}/proxy`)).toMatchObject({ proxy_type: "CADDY", status: "exited", configuration: null });
});
