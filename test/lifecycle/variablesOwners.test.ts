import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { ask } from "./coolifyApi.ts";
import { openStage, type Stage } from "./stage.ts";
import { databaseOf, placeOf, type Row, serviceOf, VariableScene, values } from "./variableScene.ts";

/** The variables of services and databases: no previews, but rows that Coolify makes by itself (contract 5.2). */
let stage: Stage;
let place: Properties;

beforeAll(async () => {
  stage = await openStage();
  place = await placeOf(stage);
});
afterAll(() => stage.close());

const COMPOSE = `services:
  web:
    image: nginx
    environment:
      GREETING: \${GREETING:-hello}
      TOKEN: \${SERVICE_PASSWORD_WEB}
`;

describe("a service", () => {
  let scene: VariableScene;
  let service: string;

  beforeEach(async () => {
    service = await serviceOf(stage, place, COMPOSE);
    scene = new VariableScene(stage, "ServiceVariables", { service }, `/services/${service}/envs`);
  });

  const row = async (key: string): Promise<Row | undefined> => (await scene.rows()).find((one) => one.key === key);

  test("rows of the compose text get values, flags and comments in one bulk; there are no twins", async () => {
    const wish = { GREETING: { value: "hi", comment: "why", isBuildtime: false }, OWN: { value: "1", isLiteral: true } };
    expect(await scene.up(wish)).toEqual(["GET list", "PATCH bulk"]);
    expect(await row("GREETING")).toMatchObject({ value: "hi", comment: "why", is_buildtime: false, is_runtime: true });
    expect((await scene.rows()).filter(({ key, is_preview: isPreview }) => key === "OWN" || isPreview)).toHaveLength(1);
    expect(await scene.refresh()).toEqual([]);
    expect(await scene.up(wish)).toEqual([]);
  });

  test("five changed and two removed: a list, a bulk, two deletions", async () => {
    await scene.up(values({ A: "1", B: "1", C: "1", D: "1", E: "1", F: "1", G: "1" }));
    expect(await scene.up(values({ A: "2", B: "2", C: "2", D: "2", E: "2" }))).toEqual([
      "GET list",
      "PATCH bulk",
      "DELETE row",
      "DELETE row",
    ]);
  });

  test("16.3: a generated password that leaves the set stays: the next parse would make another one", async () => {
    await scene.up(values({ SERVICE_PASSWORD_WEB: "mine", OWN: "1" }));
    await scene.up({});
    expect(await row("SERVICE_PASSWORD_WEB")).toMatchObject({ value: "mine" });
    expect(await row("OWN")).toBeUndefined();
    await scene.stack.destroy();
    expect(await row("SERVICE_PASSWORD_WEB")).toMatchObject({ value: "mine" });
  });

  test("16.3: an exclusive set keeps what the compose text brings, and nothing else", async () => {
    await scene.byHand({ key: "FOREIGN", value: "theirs" });
    const before = (await scene.rows()).map(({ key }) => key).filter((key) => key !== "FOREIGN");
    expect(before).toEqual(expect.arrayContaining(["GREETING", "SERVICE_PASSWORD_WEB", "TOKEN"]));
    await scene.up(values({ OWN: "1" }), { exclusive: true });
    expect((await scene.rows()).map(({ key }) => key).sort()).toEqual([...before, "OWN"].sort());
    expect(await scene.refresh()).toEqual([]);
  });

  test("an exclusive set with a token that cannot see the compose text deletes nothing and says why", async () => {
    await scene.byHand({ key: "FOREIGN", value: "theirs" });
    scene.more = { COOLIFY_TOKEN: stage.coolify.tokens.noSensitive, PF_IDENTITY: undefined };
    expect(await scene.failure(values({ OWN: "1" }), { exclusive: true })).toMatch(
      /^\w{24} \(coolify:ServiceVariables\): .*may not see the compose text .* read:sensitive/,
    );
    expect(await row("FOREIGN")).toBeDefined();
  });

  test("a value that is shown once is watched by the moment of its last change", async () => {
    const secret = { A: { value: "canary", isShownOnce: true } };
    await scene.up(secret);
    expect(scene.outputs()).toMatchObject({ markers: { A: expect.any(String) } });
    expect(await scene.refresh()).toEqual([]);
    await sleep(1050);
    await scene.byHand({ key: "A", value: "other" });
    expect(await scene.refresh()).toEqual(["variables"]);
    await scene.up(secret);
    await ask(stage, "PATCH", `${scene.path}/bulk`, { data: [{ key: "A", is_shown_once: false }] });
    expect(await row("A")).toMatchObject({ value: "canary" });
  });

  test("gone with its service", async () => {
    await scene.up(values({ A: "1" }));
    await ask(stage, "DELETE", `/services/${service}`);
    for (let tries = 0; tries < 100 && (await ask(stage, "GET", `/services/${service}`)).uuid; tries++) await sleep(20);
    expect(await scene.refresh()).toEqual(["variables"]);
    expect(scene.stack.state.size).toBe(0);
  });

  test("rows that change their places are no change", async () => {
    await scene.up(values({ A: "1", B: "1", C: "1" }));
    await scene.up(values({ A: "2", B: "1", C: "1" }));
    expect((await scene.shown()).slice(-3)).toEqual(["B=1", "C=1", "A=2"]);
    expect(await scene.refresh()).toEqual([]);
  });
});

describe("a database", () => {
  const sceneOf = async (engine: string) => {
    const database = await databaseOf(stage, place, engine);
    return new VariableScene(stage, "DatabaseVariables", { database }, `/databases/${database}/envs`);
  };

  test("gets its variables, loses what leaves the set, keeps foreign rows", async () => {
    const scene = await sceneOf("postgresql");
    await scene.byHand({ key: "FOREIGN", value: "theirs" });
    await scene.up(values({ A: "1", B: "1" }));
    expect(await scene.up(values({ A: "2" }))).toEqual(["GET list", "PATCH bulk", "DELETE row"]);
    expect((await scene.shown()).sort()).toEqual(["A=2", "FOREIGN=theirs"]);
    expect(await scene.up(values({ A: "2" }), { exclusive: true })).toEqual(["GET list", "DELETE row"]);
    await scene.stack.destroy();
    expect(await scene.shown()).toEqual([]);
  });

  test("5.2: what is shown once stays readable, so it is compared by its value", async () => {
    const scene = await sceneOf("postgresql");
    await scene.up({ A: { value: "canary", isShownOnce: true } });
    expect(scene.outputs().markers).toBeUndefined();
    await scene.byHand({ key: "A", value: "other" });
    expect(await scene.refresh()).toEqual(["variables"]);
  });

  test("16.3: the password of a Redis is never deleted, whoever wrote it", async () => {
    const scene = await sceneOf("redis");
    await scene.up(values({ REDIS_PASSWORD: "mine", A: "1" }));
    await scene.up(values({ A: "1" }), { exclusive: true });
    expect((await scene.shown()).sort()).toEqual(["A=1", "REDIS_PASSWORD=mine", "REDIS_USERNAME=default"]);
    expect(await scene.refresh()).toEqual([]);
    await scene.stack.destroy();
    expect((await scene.shown()).sort()).toEqual(["REDIS_PASSWORD=mine", "REDIS_USERNAME=default"]);
  });
});
