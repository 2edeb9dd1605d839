import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { identityOf, openStage, type Stage } from "./stage.ts";

/** The same server by its name and by its uuid: nothing may be torn down because somebody writes it another way. */
const MAIN = "s0sandbox0server0000main";
const SECOND = "s0sandbox0server00second";

let stage: Stage;
let stack: MiniStack;

const planned = (server: string): Planned[][] => [
  [{ name: "air", kind: "Project", inputs: () => ({ stamp: "air/air", name: "AIR" }) }],
  [
    {
      name: "app",
      kind: "Application",
      inputs: (outputs) => ({
        project: outputs("air").uuid,
        owner: outputs("air").owner,
        environment: "production",
        server,
        stamp: "air/app",
        name: "app",
        source: { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.0.0" },
      }),
    },
  ],
];

beforeAll(async () => {
  stage = await openStage();
  stack = new MiniStack(() => inProcess(stage.environment(identityOf(stage.coolify))));
  await stack.up(...planned("main"));
});
afterAll(() => stage.close());
beforeEach(() => void stage.requests());

test("the uuid instead of the name is one look, and nothing is written", async () => {
  expect(await stack.up(...planned(MAIN))).toEqual(["same air", "update app"]);
  expect(stage.requests()).toEqual(["GET /servers"]);
  expect(await stack.up(...planned("main"))).toEqual(["same air", "update app"]);
  expect(await stack.up(...planned("main"))).toEqual(["same air", "same app"]);
});

test("the uuid of another server is refused with the way out", async () => {
  await expect(stack.up(...planned(SECOND))).rejects.toThrow(
    /server was "main" and is now "s0sandbox0server00second", which is another one .* write it in the same form as before, as a name/,
  );
  expect(stage.requests().filter((line) => !line.startsWith("GET"))).toEqual([]);
  // Written as a name it is what the preview says: another application.
  expect(await stack.up(...planned("second"))).toEqual(["same air", "replace app"]);
});

test("the same holds for the key and the app of a private repository", async () => {
  const privateKey = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const keys: Planned[] = [{ name: "ssh", kind: "PrivateKey", inputs: () => ({ stamp: "t/ssh", name: "ssh", privateKey }) }];
  const of = (key: () => unknown): Planned[][] => {
    const [project = [], [app] = []] = planned("second");
    if (!app) throw new Error("no application");
    const source = () => ({ type: "deployKey", key: key(), repository: "git@github.com:pf-core/air-app.git", branch: "develop" });
    return [[...project, ...keys], [{ ...app, inputs: (outputs) => ({ ...app.inputs(outputs), source: source() }) }]];
  };
  await stack.up(...of(() => "ssh"));
  expect(await stack.up(...of(() => stack.outputs("ssh").uuid))).toEqual(["same air", "same ssh", "update app"]);
});
