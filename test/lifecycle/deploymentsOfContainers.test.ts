import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { all, owners, project, runs } from "./containerScene.ts";
import { ask } from "./coolifyApi.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { identityOf, openStage, type Stage } from "./stage.ts";

let stage: Stage;
let stack: MiniStack;

beforeAll(async () => {
  stage = await openStage();
  stack = new MiniStack(() => inProcess(stage.environment(identityOf(stage.coolify))));
});
afterAll(() => stage.close());
const up = async (...deployments: Planned[]) => {
  stage.requests();
  return (await stack.up([project], owners, deployments)).filter((line) => !line.startsWith("same"));
};
const idOf = (name: string) => String(stack.outputs(name).uuid);
const statusOf = async (kind: string, name: string) => (await ask(stage, "GET", `/${kind}/${idOf(name)}`)).status;
const isPoll = (line: string) => line === "GET /services" || line === "GET /databases";
const writes = () => stage.requests().filter((line) => !line.startsWith("GET"));

describe("all of a stack", () => {
  test("is started after it was made: one request for all services, one for each database, polls for all together", async () => {
    await up(...all());
    const lines = stage.requests();
    expect(lines.filter((line) => /deploy|start|restart/.test(line)).sort()).toEqual(
      [`POST /databases/${idOf("ledger")}/start`, `POST /databases/${idOf("cache")}/start`, "POST /deploy"].sort(),
    );
    expect(await statusOf("services", "shop")).toBe("running:unknown");
    expect(await statusOf("databases", "ledger")).toBe("running:healthy");
    for (const name of ["shop", "wiki"]) expect(stack.outputs(`${name} runs`)).toMatchObject({ status: "running:unknown" });
    expect(stack.outputs("ledger runs")).toMatchObject({ status: "running:healthy", finishedAt: expect.stringMatching(/^20.*Z$/) });
  });

  test("is left alone when nothing changed, and refreshed with one list of each kind", async () => {
    expect(await up(...all())).toEqual([]);
    expect(stage.requests()).toEqual([]);
    expect(await stack.refresh()).toEqual([]);
    expect(stage.requests().filter(isPoll).sort()).toEqual(["GET /databases", "GET /services"]);
  });

  test("takes a new fingerprint: services while they run, databases with a restart", async () => {
    expect(await up(...all({ fingerprint: "2" }))).toHaveLength(4);
    expect(writes().sort()).toEqual(
      [`POST /databases/${idOf("ledger")}/restart`, `POST /databases/${idOf("cache")}/restart`, "POST /deploy"].sort(),
    );
    expect(await statusOf("databases", "cache")).toBe("running:healthy");
  });

  test("another name is no reason to start anything", async () => {
    expect(await up(...all({ fingerprint: "2", name: "other" }))).toHaveLength(4);
    expect(stage.requests()).toEqual([]);
    await up(...all({ fingerprint: "2" }));
  });

  test("a service whose containers must all stop first is restarted", async () => {
    await up(...all({ fingerprint: "2" }).slice(1), runs("Service", "shop", { fingerprint: "3", restart: true }));
    expect(writes()).toEqual([`POST /services/${idOf("shop")}/restart`]);
  });

  test("a service whose mounted files read otherwise is restarted, once; else it takes a change while it runs", async () => {
    const shop = (more: Properties) => up(...all({ fingerprint: "2" }).slice(1), runs("Service", "shop", more));
    await shop({ fingerprint: "4", files: "a" });
    stage.requests();
    await shop({ fingerprint: "5", files: "b" });
    expect(writes()).toEqual([`POST /services/${idOf("shop")}/restart`]);
    await shop({ fingerprint: "6", files: "b" });
    expect(writes()).toEqual(["POST /deploy"]);
    expect(await shop({ fingerprint: "6", files: "b" })).toEqual([]);
  });

  test("what is gone is found gone, and its deployment with it", async () => {
    await ask(stage, "DELETE", `/services/${idOf("wiki")}?delete_volumes=true`);
    const isThere = async () => JSON.stringify(await ask(stage, "GET", "/services")).includes(`"uuid":"${idOf("wiki")}"`);
    while (await isThere()) await new Promise((done) => setTimeout(done, 20));
    expect(await stack.refresh()).toEqual(["wiki", "wiki runs"]);
    const done = await up(...all({ fingerprint: "2" }));
    expect(done).toEqual(expect.arrayContaining(["create wiki", "create wiki runs"]));
    stage.requests();
  });
});
