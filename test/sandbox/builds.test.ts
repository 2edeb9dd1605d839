import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";
import { deployed, ended, fleetOf, REPOSITORY, SERVER, until, visit } from "./deploying.ts";

const HEAD = "1c50000000000000000000000000000000000000";
const OLDER = "1c40000000000000000000000000000000000000";
let coolify: Coolify;
let fleet: Awaited<ReturnType<typeof fleetOf>>;

beforeEach(async () => {
  coolify = await startCoolify({ settings: { rateLimit: 0, deploymentDuration: 40, jobDelay: 10 } });
  fleet = await fleetOf(coolify);
});
afterEach(() => coolify.close());

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
    for (const host of ["air.test", "AIR.Test:443", "air.test."]) expect(await visit(coolify, host)).toEqual([200, HEAD]);
    for (const host of ["x.air.test", "air.test.x", "__proto__", "[::1]:80", ""]) expect((await visit(coolify, host))[0]).toBe(404);
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
