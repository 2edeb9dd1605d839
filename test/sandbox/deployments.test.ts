import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";
import { deploy, deployed, ended, fleetOf, IMAGE, rowOf, until, visit } from "./deploying.ts";

const HEAD = "1c50000000000000000000000000000000000000";
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

test.each([
  [{ remote: { biuld: "fails" } }, "A remote has no biuld."],
  [{ tagg: "1.0.0", remote: { build: "fails" } }, "An outcome has no tagg."],
  [{ tag: "1.0.0", remote: {}, times: 0 }, "The times of an outcome are 1 or more."],
])("a misspelt outcome %j is refused", (fields, text) => {
  expect(() => coolify.control("outcome", fields)).toThrow(text);
});
