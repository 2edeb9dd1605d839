import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";
import { deploy, deployed, ended, fleetOf, IMAGE, REPOSITORY, rowOf, SERVER, until, visit } from "./deploying.ts";

const HEAD = "1c50000000000000000000000000000000000000";
const OLDER = "1c40000000000000000000000000000000000000";
let coolify: Coolify;
let fleet: Awaited<ReturnType<typeof fleetOf>>;

beforeEach(async () => {
  coolify = await startCoolify({ settings: { rateLimit: 0, deploymentDuration: 40, jobDelay: 10 } });
  fleet = await fleetOf(coolify);
});
afterEach(() => coolify.close());

/** The status that comes in the end, or what it is instead. */
const statusOf = (uuid: string, wanted: string): Promise<string> =>
  until(
    async () => (await ask(coolify, "GET", `/applications/${uuid}`)).body.status,
    (status) => status === wanted,
  );
const seen = (host: string, status: number) =>
  until(
    () => visit(coolify, host),
    ([code]) => code === status,
  );

describe("a deployment that runs by itself", () => {
  test("resolves the commit, ends, and the domain answers with it; the scan makes it running", async () => {
    const air = await fleet.git("air");
    expect(await visit(coolify, "air.test")).toEqual([404, undefined]);
    expect(await deployed(coolify, air)).toMatchObject({ status: "finished", commit: HEAD, configuration_hash: expect.any(String) });
    expect(await visit(coolify, "air.test", "/api/health")).toEqual([200, HEAD]);
    expect(await statusOf(air, "running:unknown")).toBe("running:unknown");
  });

  test("with a health check it is running:healthy", async () => {
    const ep = await fleet.image("ep", { health_check_enabled: true });
    await deployed(coolify, ep);
    expect(await statusOf(ep, "running:healthy")).toBe("running:healthy");
  });

  test("two run at a time on a server, the third when one ends", async () => {
    coolify.control("outcome", { image: IMAGE, remote: { milliseconds: 200 } });
    const all = [await fleet.image("a"), await fleet.image("b"), await fleet.image("c")];
    const rows = (await ask(coolify, "POST", "/deploy", { uuid: all.join(",") })).body.deployments;
    const active = Object.values((await ask(coolify, "GET", "/deployments")).body as Record<string, { status: string }>);
    expect(active.map((row) => row.status)).toEqual(["in_progress", "in_progress", "queued"]);
    for (const { deployment_uuid } of rows) expect((await ended(coolify, deployment_uuid)).status).toBe("finished");
  });

  test("a cancelled one gets its end from the worker, and the next starts at once", async () => {
    const ep = await fleet.image("ep");
    coolify.control("outcome", { application: "ep", remote: { milliseconds: 300 }, times: 1 });
    const first = await deploy(coolify, ep);
    const second = await deploy(coolify, ep, { force: true });
    await until(
      () => rowOf(coolify, first),
      (row) => row.current_process_id !== null,
    );
    await ask(coolify, "POST", `/deployments/${first}/cancel`);
    expect((await ask(coolify, "GET", `/deployments/${first}`)).body).toMatchObject({ status: "cancelled-by-user", finished_at: null });
    expect((await ended(coolify, second)).status).toBe("finished");
    expect(await ended(coolify, first)).toMatchObject({ status: "cancelled-by-user", finished_at: expect.any(String) });
  });

  test("what waits goes on when the application of a running one is deleted", async () => {
    const [a, b, c] = [await fleet.image("a"), await fleet.image("b"), await fleet.image("c")];
    const rows = [await deploy(coolify, a), await deploy(coolify, b), await deploy(coolify, c)];
    await ask(coolify, "DELETE", `/applications/${a}`);
    await ask(coolify, "DELETE", `/applications/${b}`);
    expect((await ended(coolify, rows[2] ?? "")).status).toBe("finished");
    expect((await ask(coolify, "GET", `/deployments/${rows[0]}`)).status).toBe(404);
  });
});

describe("a deployment that fails says why and leaves the former version", () => {
  const unhealthy = { health_check_enabled: true, health_check_path: "/up" };
  const missing = `manifest for ${IMAGE}:9.9.9 not found: manifest unknown`;
  test.each([
    ["an image tag that is not there", () => {}, { docker_registry_image_tag: "9.9.9" }, missing],
    ["an image nobody knows", () => {}, { docker_registry_image_name: "ghcr.io/pf-core/none" }, "pull access denied"],
    [
      "an outcome by tag",
      () => outcome({ tag: "1.1.0" }, { health: "unhealthy" }),
      { ...unhealthy, docker_registry_image_tag: "1.1.0" },
      "not healthy",
    ],
    ["a fault of the container", () => fault({ application: "ep", path: "/up", status: 500 }), unhealthy, "New container is unhealthy."],
  ])("image: %s", async (_name, happens, change, line) => {
    const ep = await fleet.image("ep");
    await deployed(coolify, ep);
    happens();
    await ask(coolify, "PATCH", `/applications/${ep}`, change);
    const row = await deployed(coolify, ep);
    expect(row).toMatchObject({ status: "failed", configuration_hash: null });
    expect(row.logs).toContain(line);
    expect(await visit(coolify, "ep.test")).toEqual([200, "1.0.0"]);
  });

  test.each([
    ["a branch that is not there", () => {}, { git_branch: "gone" }, "fatal: Remote branch gone not found in upstream origin"],
    ["a commit that is not there", () => {}, { git_commit_sha: "f".repeat(40) }, `not our ref ${"f".repeat(40)}`],
    ["a build", () => outcome({ branch: "develop" }, { build: "fails" }), { build_command: "make" }, "did not complete successfully"],
  ])("git: %s", async (_name, happens, change, line) => {
    const air = await fleet.git("air");
    await deployed(coolify, air);
    happens();
    await ask(coolify, "PATCH", `/applications/${air}`, change);
    const row = await deployed(coolify, air);
    expect(row.status).toBe("failed");
    expect(row.logs).toContain(line);
    expect(await visit(coolify, "air.test")).toEqual([200, HEAD]);
  });

  const outcome = (match: object, remote: object) => coolify.control("outcome", { ...match, remote });
  const fault = (fields: object) => coolify.control("site", { ...fields });
});

describe("builds", () => {
  const counted = () => (coolify.report("builds") as unknown[]).length;

  test("a pending change that a build does not see is deployed without one, any other builds", async () => {
    const air = await fleet.git("air");
    await deployed(coolify, air);
    await ask(coolify, "PATCH", `/applications/${air}`, { limits_memory: "256m" });
    expect((await deployed(coolify, air)).logs).toContain("Build step skipped.");
    expect(counted()).toBe(1);
    await ask(coolify, "PATCH", `/applications/${air}`, { build_command: "make" });
    expect((await deployed(coolify, air)).logs).toContain("Build configuration changed. Rebuilding image.");
    await deployed(coolify, air, { force: true });
    expect(counted()).toBe(3);
  });

  test("a rollback reuses the image of its commit and leaves the configuration alone", async () => {
    const air = await fleet.git("air");
    const first = await deployed(coolify, air);
    coolify.control("push", { repository: REPOSITORY, branch: "develop", commit: "b".repeat(40) });
    const pushed = await until(
      () => visit(coolify, "air.test"),
      ([, version]) => version !== HEAD,
    );
    expect(pushed).toEqual([200, "b".repeat(40)]);
    const { body } = await ask(coolify, "POST", `/applications/${air}/rollback`, { commit: HEAD });
    expect(await ended(coolify, body.deployment_uuid)).toMatchObject({ status: "finished", rollback: true, commit: HEAD });
    expect(await visit(coolify, "air.test")).toEqual([200, HEAD]);
    expect(counted()).toBe(2);
    const { body: application } = await ask(coolify, "GET", `/applications/${air}`);
    expect(application).toMatchObject({ git_commit_sha: "HEAD", config_hash: first.configuration_hash });
  });

  test("a commit of the past that was never built is built by a rollback", async () => {
    const air = await fleet.git("air");
    const { body } = await ask(coolify, "POST", `/applications/${air}/rollback`, { commit: OLDER });
    expect((await ended(coolify, body.deployment_uuid)).logs).toContain(`Image not found (${air}:${OLDER}). Building new image.`);
  });
});

test("a docker cleanup leaves the newest images: a rollback beyond them builds again", async () => {
  const air = await fleet.git("air", { is_auto_deploy_enabled: false });
  await ask(coolify, "PATCH", `/applications/${air}`, { docker_images_to_keep: 1 });
  const [newest, middle, oldest] = ["c", "b", "a"].map((letter) => letter.repeat(40));
  for (const commit of [oldest, middle, newest]) {
    coolify.control("push", { repository: REPOSITORY, branch: "develop", commit });
    await deployed(coolify, air);
  }
  const tags = async () => {
    const { body } = await ask(coolify, "GET", `/applications/${air}/rollback-images`);
    return body.images.map((image: { tag: string }) => image.tag);
  };
  expect(await tags()).toEqual([newest, middle, oldest]);
  await ask(coolify, "POST", `/servers/${SERVER}/docker-cleanup/run`, {});
  expect(await until(tags, (left) => left.length < 3)).toEqual([newest, middle]);
  const { body } = await ask(coolify, "POST", `/applications/${air}/rollback`, { commit: oldest });
  expect((await ended(coolify, body.deployment_uuid)).logs).toContain("Building new image.");
});

test("a compose application is read from its repository by every deployment, and answers at its services' domains", async () => {
  const shop = await fleet.git("shop", {
    domains: undefined,
    build_pack: "dockercompose",
    docker_compose_domains: [{ name: "web", domain: "https://web.shop.test" }],
  });
  expect((await deployed(coolify, shop)).logs).toContain("Docker Compose file not found at: /docker-compose.yaml (branch: develop)");
  const content = "services:\n  web:\n    image: nginx\n";
  coolify.control("repository-file", { repository: REPOSITORY, path: "docker-compose.yaml", content });
  expect((await deployed(coolify, shop)).status).toBe("finished");
  expect(await visit(coolify, "web.shop.test")).toEqual([200, HEAD]);
});

describe("a push", () => {
  test("deploys what follows the branch, and only where that is on", async () => {
    const followers = [await fleet.git("air"), await fleet.git("twin", { git_repository: `${REPOSITORY}.git` })];
    const others = [await fleet.git("off", { is_auto_deploy_enabled: false }), await fleet.git("main", { git_branch: "main" })];
    coolify.control("push", { repository: "git@github.com:pf-core/air-app.git", branch: "develop", commit: "c".repeat(40) });
    const newest = async (uuid: string) => (await ask(coolify, "GET", `/deployments/applications/${uuid}?take=1`)).body.deployments;
    for (const uuid of followers) expect(await newest(uuid)).toMatchObject([{ is_webhook: true, is_api: false, commit: "c".repeat(40) }]);
    for (const uuid of others) expect(await newest(uuid)).toEqual([]);
  });
});

describe("behind a domain", () => {
  test("a stopped application answers 503, a started one again 200; a deleted one is unknown", async () => {
    const ep = await fleet.image("ep");
    await deployed(coolify, ep);
    await ask(coolify, "POST", `/applications/${ep}/stop`);
    expect([await seen("ep.test", 503), await statusOf(ep, "exited:unhealthy")]).toEqual([[503, undefined], "exited:unhealthy"]);
    const { body } = await ask(coolify, "POST", `/applications/${ep}/start`);
    await ended(coolify, body.deployment_uuid);
    expect(await visit(coolify, "ep.test")).toEqual([200, "1.0.0"]);
    await ask(coolify, "DELETE", `/applications/${ep}`);
    expect(await seen("ep.test", 404)).toEqual([404, undefined]);
  });

  test("a changed domain answers from the next deployment on", async () => {
    const ep = await fleet.image("ep");
    await deployed(coolify, ep);
    await ask(coolify, "PATCH", `/applications/${ep}`, { domains: "https://new.test" });
    expect([(await visit(coolify, "ep.test"))[0], (await visit(coolify, "new.test"))[0]]).toEqual([200, 404]);
    await deployed(coolify, ep);
    expect([(await visit(coolify, "ep.test"))[0], (await visit(coolify, "new.test"))[0]]).toEqual([404, 200]);
  });

  test("a fault of a version comes and goes with it", async () => {
    const ep = await fleet.image("ep");
    coolify.control("site", { application: "ep", version: "1.1.0", path: "/api/health", status: 500 });
    await deployed(coolify, ep);
    expect((await visit(coolify, "ep.test", "/api/health"))[0]).toBe(200);
    await ask(coolify, "PATCH", `/applications/${ep}`, { docker_registry_image_tag: "1.1.0" });
    expect((await deployed(coolify, ep)).status).toBe("finished");
    expect(await visit(coolify, "ep.test")).toEqual([200, "1.1.0"]);
    expect((await visit(coolify, "ep.test", "/api/health"))[0]).toBe(500);
  });
});

test("the team's list becomes an object as soon as rows lie out of order", async () => {
  const [a, b] = [await fleet.image("a"), await fleet.image("b")];
  await deployed(coolify, a);
  coolify.control("outcome", { image: IMAGE, remote: { milliseconds: 10_000 } });
  const first = await deploy(coolify, a, { force: true });
  coolify.control("database-reuses-freed-space");
  const second = await deploy(coolify, b, { force: true });
  const { body } = await ask(coolify, "GET", "/deployments");
  expect([Array.isArray(body), body["0"].deployment_uuid, body["1"].deployment_uuid]).toEqual([false, second, first]);
});
