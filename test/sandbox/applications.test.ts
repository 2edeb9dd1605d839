import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { defaultWorld } from "../../sandbox/coolify/world/defaultWorld.ts";
import { ask } from "./asking.ts";

const SERVER = "s0sandbox0server0000main";
const REPOSITORY = "https://git.example.com/acme/web";

let coolify: Coolify;
let project: string;

async function start(world: unknown = defaultWorld): Promise<void> {
  coolify = await startCoolify({ world, settings: { rateLimit: 0, jobs: "manual" } });
  project = (await ask(coolify, "POST", "/projects", { name: "shop" })).body.uuid;
}

const placed = () => ({ project_uuid: project, environment_name: "production", server_uuid: SERVER });
const fromGit = (more: object) =>
  ask(coolify, "POST", "/applications/public", {
    ...placed(),
    git_repository: REPOSITORY,
    git_branch: "main",
    build_pack: "nixpacks",
    ports_exposes: "3000",
    autogenerate_domain: false,
    ...more,
  });
const read = async (uuid: string) => (await ask(coolify, "GET", `/applications/${uuid}`)).body;

describe("an application", () => {
  beforeEach(() => start());
  afterEach(() => coolify.close());

  test("cannot take a domain that differs from another's by a trailing slash alone; other schemes and ports are free", async () => {
    await fromGit({ name: "first", domains: "https://a.example.com/" });
    expect((await fromGit({ domains: "https://a.example.com" })).status).toBe(409);
    expect((await fromGit({ domains: "http://a.example.com" })).status).toBe(201);
    expect((await fromGit({ domains: "https://a.example.com:8443" })).status).toBe(201);
  });

  test("cannot take the address of Coolify itself", async () => {
    const { status, body } = await fromGit({ domains: "https://coolify.pfcore.io" });
    expect(status).toBe(409);
    expect(body.conflicts).toMatchObject([{ resource_type: "instance", resource_uuid: null }]);
  });

  test("keeps its domain until the deletion ran", async () => {
    const { uuid } = (await fromGit({ domains: "https://a.example.com" })).body;
    await ask(coolify, "DELETE", `/applications/${uuid}`);
    expect((await fromGit({ domains: "https://a.example.com" })).status).toBe(409);
    coolify.control("settle");
    expect((await fromGit({ domains: "https://a.example.com" })).status).toBe(201);
  });

  test("loses the noindex flag of a domain that goes", async () => {
    const domains = "https://a.example.com,https://b.example.com";
    const { uuid } = (await fromGit({ domains, noindex_domains: ["https://a.example.com", "https://b.example.com"] })).body;
    await ask(coolify, "PATCH", `/applications/${uuid}`, { domains: "https://b.example.com" });
    expect((await read(uuid)).noindex_domains).toEqual(["https://b.example.com"]);
    await ask(coolify, "PATCH", `/applications/${uuid}`, { domains });
    expect((await read(uuid)).noindex_domains).toEqual(["https://b.example.com"]);
  });

  test("writes nothing of its row when one column is refused, but all settings", async () => {
    const { uuid } = (await fromGit({ name: "web" })).body;
    const answer = await ask(coolify, "PATCH", `/applications/${uuid}`, { name: "n", limits_cpu_shares: 2 ** 31, is_spa: true });
    expect(answer.status).toBe(500);
    expect(await read(uuid)).toMatchObject({ name: "web", limits_cpu_shares: 1024, settings: { is_spa: true } });
  });

  test("takes no text that its column cannot hold, though the rules allow it", async () => {
    const { uuid } = (await fromGit({})).body;
    for (const [length, status] of [
      [255, 200],
      [256, 500],
    ] as const) {
      expect((await ask(coolify, "PATCH", `/applications/${uuid}`, { build_command: "x".repeat(length) })).status).toBe(status);
    }
  });

  test("keeps null in a directory that was null, and never goes back to null", async () => {
    const { uuid } = (await fromGit({})).body;
    await ask(coolify, "PATCH", `/applications/${uuid}`, { publish_directory: null });
    expect((await read(uuid)).publish_directory).toBeNull();
    await ask(coolify, "PATCH", `/applications/${uuid}`, { publish_directory: "/dist" });
    await ask(coolify, "PATCH", `/applications/${uuid}`, { publish_directory: null });
    expect((await read(uuid)).publish_directory).toBe("/");
  });

  test("is cloned with settings, tags, tasks, storages and previews, but a domain of its own", async () => {
    const { uuid } = (await fromGit({ name: "web", domains: "https://a.example.com", is_spa: true, tags: ["prod"] })).body;
    await ask(coolify, "POST", `/applications/${uuid}/scheduled-tasks`, { name: "n", command: "c", frequency: "daily" });
    await ask(coolify, "POST", `/applications/${uuid}/storages`, { type: "persistent", name: "data", mount_path: "/data" });
    coolify.control("webhook-opened-pull-request", { application: uuid, pull_request_id: 7 });
    const answer = await ask(coolify, "POST", `/applications/${uuid}/clone`, { destination_uuid: "d0sandbox0destination000" });
    const clone = answer.body.uuid;
    expect(answer.status).toBe(201);
    expect(await read(clone)).toMatchObject({
      name: `clone-of-web-${clone}`,
      fqdn: `http://${clone}.203.0.113.10.sslip.io`,
      build_command: "",
      status: "exited:unhealthy",
      settings: { is_spa: true },
    });
    const list = async (what: string) => (await ask(coolify, "GET", `/applications/${clone}/${what}`)).body;
    expect(await list("tags")).toMatchObject([{ name: "prod" }]);
    expect(await list("scheduled-tasks")).toMatchObject([{ name: "n" }]);
    expect((await list("storages")).persistent_storages).toMatchObject([{ name: `${clone}-data` }]);
    expect((await ask(coolify, "DELETE", `/applications/${clone}/previews/7`)).status).toBe(200);
  });

  test("is found by the token of its team alone", async () => {
    const { uuid } = (await fromGit({})).body;
    const other = { token: coolify.tokens.otherTeam ?? "" };
    expect((await ask(coolify, "GET", `/applications/${uuid}`, undefined, other)).status).toBe(404);
    expect((await ask(coolify, "PATCH", `/applications/${uuid}`, { name: "x" }, other)).status).toBe(404);
    expect((await ask(coolify, "GET", "/applications", undefined, other)).body).toEqual([]);
  });

  test("hides its secrets from a token that may not see them", async () => {
    const { uuid } = (await fromGit({ domains: "https://a.example.com" })).body;
    const shown = (await ask(coolify, "GET", `/applications/${uuid}`, undefined, { token: coolify.tokens.noSensitive ?? "" })).body;
    for (const key of ["custom_labels", "manual_webhook_secret_github", "private_key_id", "docker_compose_raw"])
      expect(shown).not.toHaveProperty(key);
    expect(await read(uuid)).toHaveProperty("custom_labels");
  });
});

describe("the automatic domain", () => {
  const withServer = (ip: string) => ({ ...defaultWorld, servers: defaultWorld.servers?.map((server) => ({ ...server, ip })) });
  afterEach(() => coolify.close());

  const addresses: [string, string][] = [
    ["203.0.113.10", "203.0.113.10.sslip.io"],
    ["2001:db8::1", "2001-db8--1.sslip.io"],
    ["host.docker.internal", "203.0.113.1.sslip.io"],
  ];
  test.each(addresses)("of a server at %s", async (ip, host) => {
    await start(withServer(ip));
    const { uuid, domains } = (await fromGit({ autogenerate_domain: true })).body;
    expect(domains).toBe(`http://${uuid}.${host}`);
  });
});

describe("a compose application", () => {
  beforeAll(() => start());
  afterAll(() => coolify.close());

  const compose = (content: string, path = "/docker-compose.yaml", repository = REPOSITORY) =>
    coolify.control("repository-file", { repository, branch: "main", path, content });

  async function loaded(more: object = {}): Promise<string> {
    const { uuid } = (await fromGit({ build_pack: "dockercompose", ...more })).body;
    coolify.control("settle");
    return uuid;
  }

  test("reads the file below its base directory", async () => {
    compose("services:\n  web:\n    image: nginx\n", "/deploy/stack.yml");
    const uuid = await loaded({ base_directory: "/deploy", docker_compose_location: "/stack.yml" });
    expect((await read(uuid)).docker_compose_raw).toContain("image: nginx");
  });

  test("has no compose text when the file is not there or no YAML", async () => {
    expect((await read(await loaded({ docker_compose_location: "/none.yaml" }))).docker_compose_raw).toBeNull();
    compose("services: [", "/broken.yaml");
    expect(await read(await loaded({ docker_compose_location: "/broken.yaml" }))).toMatchObject({ docker_compose: null });
  });

  test("gives a service the domain, path and port that its key asks for", async () => {
    compose("services:\n  my-api:\n    image: acme/api\n    environment:\n      SERVICE_URL_MY_API_3000: /v1\n", "/key.yaml");
    const uuid = await loaded({ docker_compose_location: "/key.yaml" });
    expect(JSON.parse((await read(uuid)).docker_compose_domains)).toEqual({
      "my-api": { domain: `http://my-api-${uuid}.203.0.113.10.sslip.io/v1:3000` },
    });
  });

  test("keeps rows of volumes and files, but none of what lies on another machine", async () => {
    const text = [
      "services:",
      "  db:",
      "    image: postgres:16",
      "    volumes: ['data:/data', './conf:/conf', 'share:/share', '/var/run/docker.sock:/var/run/docker.sock']",
      "volumes:",
      "  data: {}",
      "  share: { driver_opts: { type: nfs } }",
    ].join("\n");
    compose(text, "/volumes.yaml");
    const uuid = await loaded({ docker_compose_location: "/volumes.yaml" });
    const { persistent_storages, file_storages } = (await ask(coolify, "GET", `/applications/${uuid}/storages`)).body;
    expect(persistent_storages).toMatchObject([{ name: `${uuid}_data`, mount_path: "/data" }]);
    expect(file_storages).toMatchObject([{ fs_path: `/data/coolify/applications/${uuid}/conf`, mount_path: "/conf" }]);
  });
});
