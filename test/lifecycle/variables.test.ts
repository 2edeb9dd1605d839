import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { ask } from "./coolifyApi.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { identityOf, openStage, type Stage } from "./stage.ts";
import { applicationScene, placeOf, type VariableScene, values } from "./variableScene.ts";

/** The variables of one application: how many requests, and what is left at Coolify. */
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

describe("requests", () => {
  test("an application of this very run: one bulk, nothing is listed", async () => {
    const planned: Planned[] = [
      { name: "p", kind: "Project", inputs: () => ({ stamp: "air/p", name: "Fresh" }) },
      {
        name: "a",
        kind: "Application",
        inputs: (outputs) => ({
          project: outputs("p").uuid,
          environment: "production",
          server: "main",
          stamp: "air/a",
          name: "a",
          source: { type: "dockerImage", image: "nginx", tag: "1" },
          port: 80,
        }),
      },
      {
        name: "v",
        kind: "ApplicationVariables",
        inputs: (outputs) => ({ application: outputs("a").uuid, variables: values({ A: "1", B: "2" }), exclusive: true }),
      },
    ];
    const stack = new MiniStack(() => inProcess(stage.environment(identityOf(stage.coolify))));
    stage.requests();
    await stack.up(...planned.map((one) => [one]));
    expect(stage.requests().filter((line) => line.includes("/envs"))).toEqual([expect.stringMatching(/^PATCH .*\/envs\/bulk$/)]);
    await stack.destroy();
  });

  test("an application that was there: list and bulk; then nothing at all", async () => {
    expect(await scene.up(values({ A: "1", B: "2" }))).toEqual(["GET list", "PATCH bulk"]);
    expect(await scene.up(values({ A: "1", B: "2" }))).toEqual([]);
    expect(await scene.refresh()).toEqual([]);
    expect(scene.asked()).toEqual(["GET list"]);
    expect(await scene.shown()).toEqual(["A=1", "B=2", "preview A=1", "preview B=2"]);
  });

  test("rows that are as wanted already are taken over without a write", async () => {
    await scene.byHand({ key: "A", value: "1" });
    expect(await scene.up(values({ A: "1" }))).toEqual(["GET list"]);
  });

  test("five changed and two removed: a list, a bulk, four deletions", async () => {
    await scene.up(values({ A: "1", B: "1", C: "1", D: "1", E: "1", F: "1", G: "1" }));
    expect(await scene.up(values({ A: "2", B: "2", C: "2", D: "2", E: "2" }))).toEqual([
      "GET list",
      "PATCH bulk",
      ...Array(4).fill("DELETE row"),
    ]);
    expect((await scene.shown()).filter((line) => !line.startsWith("preview"))).toEqual(["A=2", "B=2", "C=2", "D=2", "E=2"]);
  });

  test("the same, the two questions of identity included: eight", async () => {
    await scene.up(values({ A: "1", B: "1", C: "1", D: "1", E: "1", F: "1", G: "1" }));
    scene.more = { PF_IDENTITY: undefined };
    expect(await scene.up(values({ A: "2", B: "2", C: "2", D: "2", E: "2" }))).toHaveLength(8);
  });

  test("changes alone: one bulk", async () => {
    await scene.up(values({ A: "1", B: "1" }));
    expect(await scene.up(values({ A: "2", B: "1", C: "1" }))).toEqual(["PATCH bulk"]);
  });

  test("a rename: the new key is there before the old one goes", async () => {
    await scene.up(values({ OLD: "1" }));
    expect(await scene.up(values({ NEW: "1" }))).toEqual(["GET list", "PATCH bulk", "DELETE row", "DELETE row"]);
    expect(await scene.shown()).toEqual(["NEW=1", "preview NEW=1"]);
  });

  test("two sets of one application never write at the same time", async () => {
    const [one, two] = [scene.planned(values({ A: "1" })), scene.planned(values({ B: "1" }))];
    stage.requests();
    await scene.stack.up([
      { ...one, name: "one" },
      { ...two, name: "two" },
    ]);
    expect(scene.asked()).toEqual(["GET list", "PATCH bulk", "GET list", "PATCH bulk"]);
  });
});

describe("what is whose", () => {
  test("foreign rows and hand-made preview values stay; only what we wrote is deleted, with its twin", async () => {
    await scene.byHand({ key: "FOREIGN", value: "theirs" });
    await scene.up(values({ A: "1", B: "1" }));
    await scene.byHand({ key: "A", value: "by hand", is_preview: true });
    await scene.up(values({ A: "2" }));
    expect(await scene.refresh()).toEqual([]);
    expect(await scene.shown()).toEqual(["FOREIGN=theirs", "A=2", "preview FOREIGN=theirs", "preview A=by hand"]);
    await scene.stack.destroy();
    expect(await scene.shown()).toEqual(["FOREIGN=theirs", "preview FOREIGN=theirs"]);
  });

  test("a row that somebody deleted is made again, one that somebody changed is changed back", async () => {
    await scene.up(values({ A: "1", B: "1" }));
    await scene.deleteByHand("A");
    await scene.byHand({ key: "B", value: "other", is_literal: true });
    expect(await scene.refresh()).toEqual(["variables"]);
    expect(await scene.up(values({ A: "1", B: "1" }))).toEqual(["PATCH bulk"]);
    expect((await scene.shown()).sort()).toEqual(["A=1", "B=1", "preview A=1", "preview B=1"]);
    expect(await scene.refresh()).toEqual([]);
  });

  test("a preview row that is left of ours goes when its key leaves the set", async () => {
    await scene.up(values({ A: "1", B: "1" }));
    await scene.deleteByHand("A", false);
    await scene.refresh();
    await scene.up(values({ B: "1" }));
    expect(await scene.shown()).toEqual(["B=1", "preview B=1"]);
  });

  test("an own preview value is written, watched and changed by itself", async () => {
    const own = (preview: string) => ({ A: { value: "1", preview: { value: preview, isRuntime: false } } });
    expect(await scene.up(own("p"))).toEqual(["GET list", "PATCH bulk"]);
    expect(await scene.shown()).toEqual(["A=1", "preview A=p"]);
    await scene.byHand({ key: "A", value: "by hand", is_preview: true });
    expect(await scene.refresh()).toEqual(["variables"]);
    await scene.up(own("p"));
    expect(await scene.up(own("q"))).toEqual(["PATCH bulk"]);
    expect(await scene.shown()).toEqual(["A=1", "preview A=q"]);
    await scene.deleteByHand("A", true);
    expect(await scene.refresh()).toEqual(["variables"]);
    await scene.up(own("q"));
    expect(await scene.refresh()).toEqual([]);
    expect(await scene.shown()).toEqual(["A=1", "preview A=q"]);
    // Named no more, it is nobody's: it stays as it is.
    await scene.up({ A: { value: "1" } });
    expect(await scene.shown()).toEqual(["A=1", "preview A=q"]);
  });

  test("a variable for previews alone has a row there and no other", async () => {
    const only = (value: string) => ({ A: { value, previewOnly: true } });
    expect(await scene.up(only("p"))).toEqual(["GET list", "PATCH bulk"]);
    expect(await scene.shown()).toEqual(["preview A=p"]);
    expect(await scene.up(only("p"))).toEqual([]);
    expect(await scene.up(only("q"))).toEqual(["PATCH bulk"]);
    expect(await scene.refresh()).toEqual([]);
    await scene.byHand({ key: "A", value: "by hand" });
    expect(await scene.refresh()).toEqual(["variables"]);
    expect(await scene.up(only("q"))).toEqual(["GET list", "DELETE row"]);
    expect(await scene.shown()).toEqual(["preview A=q"]);
    await scene.deleteByHand("A");
    expect(await scene.refresh()).toEqual(["variables"]);
    await scene.up(only("q"));
    expect(await scene.shown()).toEqual(["preview A=q"]);
    await scene.up({});
    expect(await scene.shown()).toEqual([]);
  });

  test("a variable becomes one of previews alone, and one of both again", async () => {
    const both = { A: { value: "1", preview: { value: "p" } } };
    await scene.up(both);
    expect(await scene.up({ A: { value: "p", previewOnly: true } })).toEqual(["GET list", "DELETE row"]);
    expect(await scene.shown()).toEqual(["preview A=p"]);
    expect(await scene.refresh()).toEqual([]);
    expect(await scene.up(both)).toEqual(["PATCH bulk"]);
    expect(await scene.shown()).toEqual(["A=1", "preview A=p"]);
    expect(await scene.refresh()).toEqual([]);
  });

  test("an exclusive set deletes foreign rows, but none that Coolify makes", async () => {
    await scene.byHand({ key: "FOREIGN", value: "theirs" });
    await scene.byHand({ key: "SERVICE_FQDN_WEB", value: "x" });
    await scene.byHand({ key: "NIXPACKS_NODE_VERSION", value: "20" });
    await scene.up(values({ A: "1" }));
    expect(await scene.up(values({ A: "1" }), { exclusive: true })).toEqual([
      "GET list",
      expect.stringMatching(/^GET \/applications\/\w+$/),
      "DELETE row",
      "DELETE row",
    ]);
    const kept = ["SERVICE_FQDN_WEB=x", "NIXPACKS_NODE_VERSION=20", "A=1"];
    expect(await scene.shown()).toEqual([...kept, ...kept.map((line) => `preview ${line}`)]);
    expect(await scene.up(values({ A: "1" }), { exclusive: true })).toEqual([]);
    await scene.byHand({ key: "LATER", value: "theirs" });
    expect(await scene.refresh()).toEqual(["variables"]);
    expect(scene.outputs()).toMatchObject({ foreign: ["LATER"] });
    await scene.up(values({ A: "1" }), { exclusive: true });
    expect(await scene.refresh()).toEqual([]);
    expect(await scene.shown()).toEqual([...kept, ...kept.map((line) => `preview ${line}`)]);
    // It may be switched off again without a request.
    expect(await scene.up(values({ A: "1" }))).toEqual([]);
  });

  test("gone with its application; with a token of another team nothing looks gone", async () => {
    await scene.up(values({ A: "1" }));
    const path = scene.path.replace("/envs", "");
    const other = { COOLIFY_TOKEN: stage.coolify.tokens.otherTeam, PF_IDENTITY: undefined };
    scene.more = other;
    await expect(scene.refresh()).rejects.toThrow(/Use a token of that team/);
    await expect(scene.stack.destroy()).rejects.toThrow(/Use a token of that team/);
    scene.more = {};
    await ask(stage, "DELETE", path);
    await sleep(200);
    expect(await scene.refresh()).toEqual(["variables"]);
    expect(scene.stack.state.size).toBe(0);
  });
});

test("T19: a value is compared as it was written, however Coolify quotes it for containers", async () => {
  const awkward = {
    A: { value: `it's "a" \\ b\tc` },
    B: { value: "a$b'c", isLiteral: true },
    C: { value: '{"a":1}' },
    D: { value: "{{team.X}}" },
  };
  await scene.up(awkward);
  for (const { key, value, real_value: real } of await scene.rows()) if (key === "A" || key === "B") expect(real).not.toBe(value);
  expect(await scene.refresh()).toEqual([]);
  expect(await scene.up(awkward)).toEqual([]);
});

test("a state of an earlier version, without the later fields, is no change", async () => {
  await scene.up(values({ A: "1" }));
  const { exclusive: _, ...earlier } = scene.outputs();
  const kept = scene.stack.state.get("variables");
  if (kept) kept.outputs = earlier;
  expect(await scene.up(values({ A: "1" }))).toEqual([]);
});
