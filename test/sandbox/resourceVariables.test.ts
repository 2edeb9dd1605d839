import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";

let coolify: Coolify;
const uuids: Record<string, string> = {};
const envs = (kind: string): string => `/${kind}/${uuids[kind]}/envs`;
const keys = async (kind: string): Promise<string[]> => (await ask(coolify, "GET", envs(kind))).body.map((row: { key: string }) => row.key);

beforeAll(async () => {
  coolify = await startCoolify({ settings: { rateLimit: 0, jobs: "manual" } });
  const project = await ask(coolify, "POST", "/projects", { name: "shop" });
  const place = { project_uuid: project.body.uuid, environment_name: "production", server_uuid: "s0sandbox0server0000main", name: "one" };
  const compose = Buffer.from("services:\n  web:\n    image: nginx\n").toString("base64");
  uuids.services = (await ask(coolify, "POST", "/services", { ...place, docker_compose_raw: compose })).body.uuid;
  uuids.databases = (await ask(coolify, "POST", "/databases/postgresql", place)).body.uuid;
});

afterAll(() => coolify.close());

describe.each(["services", "databases"])("variables of %s", (kind) => {
  test("a changed row moves to the end of the list, an identical write moves nothing", async () => {
    for (const key of ["A", "B", "C"]) await ask(coolify, "POST", envs(kind), { key, value: "1" });
    await ask(coolify, "PATCH", envs(kind), { key: "A", value: "1" });
    expect(await keys(kind)).toEqual(["A", "B", "C"]);
    await ask(coolify, "PATCH", `${envs(kind)}/bulk`, { data: [{ key: "A", value: "2" }] });
    expect(await keys(kind)).toEqual(["B", "C", "A"]);
  });

  const items: readonly (readonly [object, number, object])[] = [
    [{ key: "A", is_runtime: "0", order: "7" }, 201, { is_runtime: false, order: 7, value: "2" }],
    [{ key: "A", is_runtime: null }, 500, { is_runtime: false, order: 7, value: "2" }],
    [{ key: "A", order: "first" }, 500, { is_runtime: false, order: 7, value: "2" }],
    [{ key: "A", order: null, value: "" }, 201, { is_runtime: false, order: null, value: null }],
  ];
  test.each(items)("bulk passes columns on to the database: %j answers %d", async (item, status, left) => {
    expect((await ask(coolify, "PATCH", `${envs(kind)}/bulk`, { data: [item] })).status).toBe(status);
    const { body } = await ask(coolify, "GET", envs(kind));
    expect(body.find((row: { key: string }) => row.key === "A")).toMatchObject(left);
  });

  test("bulk data that is no list of records is a server error", async () => {
    for (const data of ["x", ["x"], [null]]) expect((await ask(coolify, "PATCH", `${envs(kind)}/bulk`, { data })).status).toBe(500);
  });
});
