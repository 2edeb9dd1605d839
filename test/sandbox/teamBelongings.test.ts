import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask, steer } from "./asking.ts";

const world = JSON.parse(readFileSync(path.join(__dirname, "..", "coolify-traces", "world.json"), "utf8"));
const { T_root, T_r, T_2, T_0, T_member_r } = world.names as Record<string, string>;

let coolify: Coolify;
beforeAll(async () => {
  coolify = await startCoolify({ settings: { rateLimit: 0 } });
});
afterAll(() => coolify.close());
beforeEach(() => steer(coolify, "PUT", "world", world));

const as = (token: string | undefined, method: string, route: string, body?: unknown) =>
  ask(coolify, method, route, body, { token: token ?? null });

describe("S3 storages (contract 15)", () => {
  const wanted = { name: "backup", endpoint: "https://s3.example.com", bucket: "acme.backup", region: "eu", key: "k", secret: "s" };

  test("hide their keys, start unusable, and are usable after a validation", async () => {
    const { body } = await as(T_root, "POST", "/s3-storages", wanted);
    const route = `/s3-storages/${body.uuid}`;
    expect((await as(T_root, "GET", route)).body).toMatchObject({ ...wanted, description: "", is_usable: false });
    const open = (await as(T_r, "GET", route)).body;
    for (const key of ["id", "key", "secret"]) expect(open).not.toHaveProperty(key);
    expect((await as(T_root, "POST", `${route}/validate`)).body.valid).toBe(true);
    expect((await as(T_r, "GET", route)).body.is_usable).toBe(true);
    expect((await as(T_2, "GET", route)).status).toBe(404);
    expect((await as(T_root, "PATCH", route, { name: null })).status).toBe(200);
    expect((await as(T_root, "GET", route)).body.name).toBe("");
  });

  test("whose endpoint stops answering are not usable any more", async () => {
    const { body } = await as(T_root, "POST", "/s3-storages", { ...wanted, is_usable: true });
    coolify.control("s3", { storage: body.uuid, answers: false });
    const answer = (await as(T_root, "POST", `/s3-storages/${body.uuid}/validate`)).body;
    expect(answer).toEqual({ valid: false, message: expect.stringContaining("Could not connect to the S3 endpoint") });
    expect((await as(T_r, "GET", `/s3-storages/${body.uuid}`)).body.is_usable).toBe(false);
  });

  test.each([
    [{ endpoint: "nope" }, "The endpoint must be a valid URL."],
    [{ endpoint: "ftp://s3.example.com" }, "The endpoint must use the http or https scheme."],
    [{ endpoint: "http://169.254.169.254" }, "The endpoint must not point to link-local addresses."],
    [{ endpoint: "http://[::1]:9000" }, expect.stringContaining("points to a local or private address")],
    [{ endpoint: "http://minio.internal" }, expect.stringContaining("points to a local or private address")],
    [{ bucket: "Acme" }, expect.stringContaining("must be a valid S3 bucket name")],
    [{ bucket: "a..b" }, expect.stringContaining("must be a valid S3 bucket name")],
    [{ bucket: "10.0.0.1" }, expect.stringContaining("must be a valid S3 bucket name")],
    [{ name: "ab" }, "The name field must be at least 3 characters."],
    [{ name: null }, "This field is required."],
  ])("%j is refused", async (wrong, sentence) => {
    const answer = await as(T_root, "POST", "/s3-storages", { ...wanted, ...wrong });
    expect([answer.status, Object.values(answer.body.errors).flat()]).toEqual([422, [sentence]]);
  });
});

describe("notifications (contract 15)", () => {
  test.each(["email", "discord", "slack", "telegram", "pushover", "webhook"])("of %s are there from the start", async (channel) => {
    const { status, body } = await as(T_root, "GET", `/notifications/${channel}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      [`deployment_success_${channel}_notifications`]: false,
      [`deployment_failure_${channel}_notifications`]: true,
    });
    expect((await as(T_root, "PATCH", `/notifications/${channel}`, {})).status).toBe(400);
    const unknown = await as(T_root, "PATCH", `/notifications/${channel}`, { team_id: 2 });
    expect(unknown.body.errors).toEqual({ team_id: ["This field is not allowed."] });
  });

  test("keep what was written, for their team alone, and hide addresses", async () => {
    const url = "https://hooks.example.com/x";
    await as(T_root, "PATCH", "/notifications/slack", { slack_webhook_url: url, slack_enabled: 1 });
    expect((await as(T_root, "GET", "/notifications/slack")).body).toMatchObject({ slack_webhook_url: url, slack_enabled: true });
    expect((await as(T_r, "GET", "/notifications/slack")).body).not.toHaveProperty("slack_webhook_url");
    expect((await as(T_2, "GET", "/notifications/slack")).body).toMatchObject({ slack_webhook_url: null, slack_enabled: false });
  });
});

describe("GitHub apps (contract 15)", () => {
  test("read the repositories that GitHub lets them, and those of the world", async () => {
    coolify.control("github", { app: "G", repositories: { "acme/site": 4242 }, "acme/shut": 403 });
    const [app] = (await as(T_root, "GET", "/github-apps")).body;
    const { repositories } = (await as(T_root, "GET", `/github-apps/${app.id}/repositories`)).body;
    expect(repositories).toEqual([expect.objectContaining({ id: 4242, full_name: "acme/site", name: "site" })]);
    const branches = await as(T_root, "GET", `/github-apps/${app.id}/repositories/acme/none/branches`);
    expect([branches.status, branches.body.message]).toEqual([404, "Error loading branches from GitHub."]);
  });

  test("find their API by the address that people use", async () => {
    const [app] = (await as(T_root, "GET", "/github-apps")).body;
    const apiOf = async (html_url: string) => (await as(T_root, "PATCH", `/github-apps/${app.id}`, { html_url })).body.data.api_url;
    expect(await apiOf("https://github.com/acme")).toBe("https://api.github.com");
    expect(await apiOf("https://acme.ghe.com")).toBe("https://api.acme.ghe.com");
    expect(await apiOf("https://git.example.com:8443/")).toBe("https://git.example.com:8443/api/v3");
  });
});

describe("teams and roles", () => {
  test("a token sees the people of its own team, without their roles", async () => {
    const own = (await as(T_r, "GET", "/teams/1/members")).body;
    expect(own.map((member: { name: string }) => member.name)).toEqual(["A", "B"]);
    expect(own[0]).not.toHaveProperty("role");
    expect((await as(T_r, "GET", "/team/members")).body).toEqual(own);
    expect((await as(T_r, "GET", "/teams/current/members")).body).toEqual(own);
    expect((await as(T_0, "GET", "/teams/1")).status).toBe(404);
    expect((await as(T_r, "GET", "/teams/2?id=1")).status).toBe(200);
  });

  test("cloud-init scripts are for admins alone", async () => {
    const denied = { message: "You are not authorized to perform this action.", error: "Unauthorized" };
    expect(await as(T_member_r, "GET", "/cloud-init-scripts")).toMatchObject({ status: 403, body: denied });
    expect((await as(T_r, "GET", "/cloud-init-scripts")).status).toBe(200);
  });

  test("a machine is checked as far as it goes without its provider", async () => {
    const { CT, K } = world.names;
    const order = { location: "nbg1", server_type: "cx22", image: 1, private_key_uuid: K, cloud_provider_token_uuid: CT };
    const post = (body: object) => as(T_root, "POST", "/servers/hetzner", body);
    expect((await post({ ...order, image: "x" })).body.errors).toEqual({ image: ["The image field must be an integer."] });
    const hidden = await post({ ...order, enable_ipv4: false, enable_ipv6: false });
    expect(hidden.body.errors.enable_ipv4).toEqual(["Enable at least one public IP protocol."]);
    expect((await post(order)).body.message).toBe("Hetzner cloud provider token not found.");
    coolify.control("cloud-token-exists", { uuid: CT });
    expect(await post(order)).toMatchObject({ status: 500, body: { message: "Failed to create Hetzner server." } });
  });

  test("a cloud token is made when its provider would accept it", async () => {
    const post = (token: string) => as(T_root, "POST", "/cloud-tokens", { provider: "vultr", token, name: "n" });
    expect(await post("right")).toMatchObject({ status: 400, body: { message: "Failed to validate token with provider API." } });
    coolify.control("cloud-provider-accepts", { provider: "vultr", token: "right" });
    expect(await post("right")).toEqual({ status: 201, body: { uuid: expect.any(String) }, ...{ headers: expect.anything() } });
    expect((await post("wrong")).status).toBe(400);
  });

  test("a cloud token that a server uses stays", async () => {
    const { CT, S } = world.names;
    coolify.control("cloud-token-exists", { uuid: CT, team: 1, name: "n" });
    coolify.control("server-uses-cloud-token", { server: S, token: CT });
    expect((await as(T_r, "GET", "/cloud-tokens")).body).toMatchObject([{ uuid: CT, name: "n", servers_count: 1 }]);
    const answer = await as(T_root, "DELETE", `/cloud-tokens/${CT}`);
    expect([answer.status, answer.body.message]).toEqual([400, "Cannot delete token that is used by servers."]);
  });
});
