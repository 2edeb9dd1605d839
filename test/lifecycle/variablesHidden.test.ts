import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { openStage, type Stage } from "./stage.ts";
import { applicationScene, placeOf, type VariableScene, values } from "./variableScene.ts";

/** Values that nobody may read: compared by the moment of their last change (contract 5.4). */
let stage: Stage;
let place: Properties;
let scene: VariableScene;

beforeAll(async () => {
  stage = await openStage();
  place = await placeOf(stage);
});
afterAll(() => stage.close());
beforeEach(async () => {
  scene = await applicationScene(stage, place);
});

/** Coolify tells the moment of a change to the second. */
const nextSecond = () => sleep(1050);

describe("values that are shown once", () => {
  const secret = (value: string): Properties => ({ A: { value, isShownOnce: true } });

  test("are hidden in previews too, and not written again", async () => {
    await scene.up(secret("canary"));
    expect(await scene.shown()).toEqual(["A=(hidden)", "preview A=(hidden)"]);
    expect(scene.outputs()).toMatchObject({
      variables: { A: { value: "canary" } },
      markers: { A: expect.any(String), "A preview": expect.any(String) },
    });
    expect(JSON.stringify({ ...scene.outputs(), variables: {} })).not.toContain("canary");
    expect(await scene.refresh()).toEqual([]);
    expect(await scene.up(secret("canary"))).toEqual([]);
  });

  test.each([[false], [true]])(
    "that somebody changed (preview row: %j) are seen and written back, even after two refreshes",
    async (isPreview) => {
      await scene.up(secret("canary"));
      await nextSecond();
      await scene.byHand({ key: "A", value: "other", is_shown_once: true, is_preview: isPreview });
      expect(await scene.refresh()).toEqual(["variables"]);
      expect(await scene.refresh()).toEqual(["variables"]);
      await nextSecond();
      expect(await scene.up(secret("canary"))).toEqual(["GET list", "PATCH bulk"]);
      expect(await scene.refresh()).toEqual([]);
      expect(await scene.up(secret("canary"))).toEqual([]);
    },
  );

  test("a change of an ordinary one leaves them alone", async () => {
    await scene.up({ ...secret("canary"), B: { value: "1" } });
    const before = scene.outputs().markers;
    expect(await scene.up({ ...secret("canary"), B: { value: "2" } })).toEqual(["PATCH bulk"]);
    expect(scene.outputs().markers).toEqual(before);
    expect(await scene.refresh()).toEqual([]);
  });

  test("a preview that shows one is hidden again", async () => {
    await scene.up(secret("canary"));
    await scene.byHand({ key: "A", value: "canary", is_shown_once: false, is_preview: true });
    expect(await scene.refresh()).toEqual(["variables"]);
    await scene.up(secret("canary"));
    expect(await scene.shown()).toEqual(["A=(hidden)", "preview A=(hidden)"]);
    expect(await scene.refresh()).toEqual([]);
  });

  test("a rotated or removed one is in state no more", async () => {
    await scene.up({ ...secret("canary"), B: { value: "canary-b" } });
    await scene.up(secret("new"));
    expect(JSON.stringify(scene.outputs())).not.toContain("canary");
  });

  test("shown again on purpose, they are compared like others", async () => {
    await scene.up(secret("canary"));
    await scene.up({ A: { value: "canary", preview: { value: "canary" } } });
    expect(await scene.shown()).toEqual(["A=canary", "preview A=canary"]);
    expect(scene.outputs().markers).toBeUndefined();
  });
});

describe("a token without sensitive read", () => {
  test("writes, sees changes by hand, and sends nothing twice", async () => {
    scene.more = { COOLIFY_TOKEN: stage.coolify.tokens.noSensitive, PF_IDENTITY: undefined };
    await scene.up(values({ A: "1", B: "1" }));
    expect(await scene.refresh()).toEqual([]);
    expect(await scene.up(values({ A: "1", B: "1" }))).toEqual([]);
    await nextSecond();
    await scene.byHand({ key: "A", value: "other" });
    expect(await scene.refresh()).toEqual(["variables"]);
    await scene.up(values({ A: "1", B: "1" }));
    expect((await scene.shown()).slice(0, 2)).toEqual(["A=1", "B=1"]);
  });
});
