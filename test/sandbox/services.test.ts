// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references of compose texts look like this.
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";

let coolify: Coolify;
let place: Record<string, string>;
beforeAll(async () => {
  coolify = await startCoolify({ settings: { rateLimit: 0, jobs: "manual" } });
  const project = await ask(coolify, "POST", "/projects", { name: "shop" });
  place = { project_uuid: project.body.uuid, environment_name: "production", server_uuid: "s0sandbox0server0000main" };
});
afterAll(() => coolify.close());

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const made = async (compose: string, more: Record<string, unknown> = {}): Promise<string> =>
  (await ask(coolify, "POST", "/services", { ...place, docker_compose_raw: base64(compose), ...more })).body.uuid;
const read = async (uuid: string) => (await ask(coolify, "GET", `/services/${uuid}`)).body;
const partOf = async (uuid: string, kind: "applications" | "databases", name: string) =>
  (await read(uuid))[kind].find((part: { name: string }) => part.name === name);
const variable = async (uuid: string, key: string) =>
  (await ask(coolify, "GET", `/services/${uuid}/envs`)).body.find((row: { key: string }) => row.key === key)?.value;

describe("the text and what follows from it", () => {
  test("volumes of network file systems get no row and are left out of the generated file", async () => {
    const uuid = await made(
      "services: { a: { image: nginx, volumes: ['n:/n', 'd:/d'] } }\nvolumes: { n: { driver_opts: { type: nfs } }, d: { } }\n",
    );
    const { persistent_storages } = (await ask(coolify, "GET", `/services/${uuid}/storages`)).body;
    expect(persistent_storages.map((row: { name: string }) => row.name)).toEqual([`${uuid}_d`]);
    expect((await read(uuid)).docker_compose).not.toContain("/n");
  });

  test("labels are escaped from the second parse on", async () => {
    const uuid = await made("services: { a: { image: nginx, labels: { price: 5$ } } }\n");
    expect((await read(uuid)).docker_compose).toContain("- price=5$\n");
    await ask(coolify, "PATCH", `/services/${uuid}`, { description: "again" });
    expect((await read(uuid)).docker_compose).toContain("- price=5$$\n");
  });

  test("a referred domain belongs to the container that refers to itself", async () => {
    const uuid = await made(
      "services: { web: { image: nginx, environment: [U=$SERVICE_URL_WEB] }, api: { image: nginx, environment: [U=$SERVICE_URL_SITE] }, site: { image: nginx } }\n",
    );
    expect((await partOf(uuid, "applications", "web")).fqdn).toBe(`http://web-${uuid}.203.0.113.10.sslip.io`);
    expect((await partOf(uuid, "applications", "site")).fqdn).toBeNull();
    expect(await variable(uuid, "SERVICE_FQDN_SITE")).toBe(`site-${uuid}.203.0.113.10.sslip.io`);
  });

  test("a path of a domain key is appended, before the port", async () => {
    const uuid = await made("services: { api: { image: nginx, environment: { SERVICE_FQDN_API_8080: /v1 } } }\n");
    expect((await partOf(uuid, "applications", "api")).fqdn).toBe(`http://api-${uuid}.203.0.113.10.sslip.io/v1:8080`);
    expect(await variable(uuid, "SERVICE_FQDN_API")).toBe(`api-${uuid}.203.0.113.10.sslip.io/v1`);
  });

  test("a PATCH of a stale part brings its container back into the text", async () => {
    const uuid = await made("services: { web: { image: nginx }, old: { image: nginx } }\n");
    const { uuid: part } = await partOf(uuid, "applications", "old");
    await ask(coolify, "PATCH", `/services/${uuid}`, { docker_compose_raw: base64("services: { web: { image: nginx } }\n") });
    await ask(coolify, "PATCH", `/services/${uuid}/applications/${part}`, { exclude_from_status: true });
    expect((await read(uuid)).docker_compose_raw).toBe("services:\n  web:\n    image: nginx\n  old:\n    image: nginx\n");
  });
});

describe("PATCH of a part", () => {
  const urls: [string, string[]][] = [
    ["example.com", ["Invalid URL: example.com", "Invalid URL scheme:  for URL: example.com. Only http and https are supported."]],
    ["ftp://a.example.com", ["Invalid URL scheme: ftp for URL: ftp://a.example.com. Only http and https are supported."]],
    [
      "https://a.example.com,https://a.example.com",
      ["The current request contains duplicate URLs: https://a.example.com. Use force_domain_override=true to proceed."],
    ],
  ];
  test.each(urls)("url %s", async (url, errors) => {
    const uuid = await made("services: { web: { image: nginx } }\n");
    const { uuid: part } = await partOf(uuid, "applications", "web");
    expect((await ask(coolify, "PATCH", `/services/${uuid}/applications/${part}`, { url })).body).toEqual({
      message: "Validation failed.",
      errors,
    });
  });

  test("the whole url becomes lower case, urls of the service keep the path", async () => {
    const uuid = await made("services: { web: { image: nginx } }\n", { urls: [{ name: "web", url: "HTTPS://Up.Example.com/Path" }] });
    const { uuid: part, fqdn } = await partOf(uuid, "applications", "web");
    expect(fqdn).toBe("https://up.example.com/Path");
    await ask(coolify, "PATCH", `/services/${uuid}/applications/${part}`, { url: "https://up.example.com/Path" });
    expect((await partOf(uuid, "applications", "web")).fqdn).toBe("https://up.example.com/path");
  });

  test("an image goes into the text; the next text wins", async () => {
    const uuid = await made("services: { db: { image: 'postgres:16' } }\n");
    const { uuid: part } = await partOf(uuid, "databases", "db");
    await ask(coolify, "PATCH", `/services/${uuid}/databases/${part}`, { image: "postgres:17" });
    expect((await read(uuid)).docker_compose_raw).toContain("postgres:17");
    await ask(coolify, "PATCH", `/services/${uuid}`, { docker_compose_raw: base64("services: { db: { image: 'postgres:16' } }\n") });
    expect((await partOf(uuid, "databases", "db")).image).toBe("postgres:16");
  });

  test.each([
    [{ is_public: true }, 422, { public_port: ["A public port is required when the database is public."] }],
    [{ is_public: true, public_port: 70000 }, 422, { public_port: ["The public port field must not be greater than 65535."] }],
    [{ is_log_drain_enabled: true }, 422, { is_log_drain_enabled: ["Log drain is not enabled on the server for this service."] }],
    [{ url: "https://x.example.com" }, 422, { url: ["This field is not allowed."] }],
    [{ exclude_from_status: null }, 422, { exclude_from_status: ["The exclude from status field must be true or false."] }],
    [{ is_public: true, public_port: 80, public_port_timeout: null }, 200, undefined],
  ])("of a database part: %j is %i", async (body, status, errors) => {
    const uuid = await made("services: { db: { image: 'postgres:16' } }\n");
    const { uuid: part } = await partOf(uuid, "databases", "db");
    const answer = await ask(coolify, "PATCH", `/services/${uuid}/databases/${part}`, body);
    expect([answer.status, answer.body.errors]).toEqual([status, errors]);
  });
});

describe("status of the whole (contract 13.3)", () => {
  const compose = "services: { a: { image: nginx }, b: { image: nginx }, c: { image: nginx, restart: 'no' } }\n";
  test.each([
    [["running:healthy", "running:unhealthy"], "running:unhealthy"],
    [["running:healthy", "restarting:unknown"], "degraded:unhealthy"],
    [["running:healthy", "starting:unknown"], "starting:unknown"],
    [["exited", "starting:unknown"], "starting:unknown"],
    [["paused", "exited"], "paused:unknown"],
    [["dead", "exited"], "degraded:unhealthy"],
    [["running:healthy:excluded", "exited"], "exited"],
  ])("%j -> %s", async (statuses, whole) => {
    const uuid = await made(compose);
    for (const [index, status] of statuses.entries()) {
      coolify.control("part-status", { part: (await partOf(uuid, "applications", "ab"[index] ?? "")).uuid, status });
    }
    expect((await read(uuid)).status).toBe(whole);
  });

  test("restart stops the containers first, with latest it does not", async () => {
    const uuid = await made("services: { a: { image: nginx } }\n");
    const part = (await partOf(uuid, "applications", "a")).uuid;
    for (const [query, after] of [
      ["?latest=true", "running:healthy"],
      ["", "exited"],
    ]) {
      coolify.control("part-status", { part, status: "running:healthy" });
      await ask(coolify, "POST", `/services/${uuid}/restart${query}`);
      coolify.control("settle");
      expect((await partOf(uuid, "applications", "a")).status).toBe(after);
    }
  });
});

test("a clone takes tasks and tags along and its own domain", async () => {
  const uuid = await made("services: { web: { image: nginx, environment: [SERVICE_FQDN_WEB] } }\n", { tags: ["One"] });
  await ask(coolify, "POST", `/services/${uuid}/scheduled-tasks`, { name: "t", command: "c", frequency: "daily", container: "web" });
  const clone = await ask(coolify, "POST", `/services/${uuid}/clone`, { destination_uuid: "d0sandbox0destination000" });
  const tasks = (await ask(coolify, "GET", `/services/${clone.body.uuid}/scheduled-tasks`)).body;
  expect(tasks.map((task: { name: string }) => task.name)).toEqual(["t"]);
  expect((await partOf(clone.body.uuid, "applications", "web")).fqdn).toContain(`web-${clone.body.uuid}`);
});

test("left to itself a started service comes up, answers for its domain, and goes again", async () => {
  const own = await startCoolify({ settings: { rateLimit: 0, jobDelay: 1, deploymentDuration: 5 } });
  try {
    const project = await ask(own, "POST", "/projects", { name: "shop" });
    const service = await ask(own, "POST", "/services", {
      ...place,
      project_uuid: project.body.uuid,
      docker_compose_raw: base64("services: { web: { image: 'nginx:1.27' }, once: { image: nginx, restart: 'no' } }\n"),
      urls: [{ name: "web", url: "https://live.example.com" }],
      instant_deploy: true,
    });
    const until = async (status: string) => {
      for (let tries = 0; tries < 200; tries++) {
        const answer = await ask(own, "GET", `/services/${service.body.uuid}`);
        if (answer.body.status === status) return;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      throw new Error(`never ${status}`);
    };
    await until("running:unknown");
    expect(await siteOf(own, "live.example.com")).toBe(200);
    await ask(own, "POST", `/services/${service.body.uuid}/stop`);
    await until("exited");
    expect(await siteOf(own, "live.example.com")).toBe(404);
    const { applications } = (await ask(own, "GET", `/services/${service.body.uuid}`)).body;
    const web = applications.find((part: { name: string }) => part.name === "web").uuid;
    await ask(own, "POST", `/services/${service.body.uuid}/applications/${web}/start`);
    await until("running:unknown");
    await ask(own, "POST", `/services/${service.body.uuid}/applications/${web}/stop`);
    await until("exited");
    own.settings({ deploymentDuration: 60 });
    await ask(own, "POST", `/services/${service.body.uuid}/start`);
    await until("starting:unhealthy");
    await ask(own, "POST", `/services/${service.body.uuid}/stop`);
    await new Promise((resolve) => setTimeout(resolve, 120));
    await until("exited");
  } finally {
    await own.close();
  }
});

function siteOf({ proxy }: Coolify, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(proxy, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.on("error", reject);
    call.end();
  });
}
