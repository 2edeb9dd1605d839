import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { UNKNOWN } from "../../providers/coolify/unknown.ts";
import type { Properties } from "../../providers/coolify/values.ts";
import { record, taken } from "../kinds/recorder.ts";
import { application, database, PROJECT, service, volume } from "./holders.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { openStage, type Stage } from "./stage.ts";

/** What would be made anew and lose its data is refused before anything is sent (contract 11). */
let stage: Stage;
let stack: MiniStack;

beforeAll(async () => {
  record();
  stage = await openStage();
  stack = new MiniStack(() => inProcess(stage.environment()));
});
afterAll(() => stage.close());
beforeEach(() => void taken());

const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => "went well",
    (error: Error) => error.message,
  );

/** What is planned, and the change that would make it anew. */
const losses: [string, Planned[], Planned, RegExp][] = [
  ["another engine of a database", [database()], database({ engine: { type: "mysql" } }), /^ledger .*engine cannot be changed in place/],
  ["another server of a database", [database()], database({ server: "second" }), /^ledger .*server cannot be changed in place/],
  ["another server of a service", [service()], service({ server: "second" }), /^shop .*server cannot be changed in place/],
  [
    "another server of a compose application",
    [
      application({
        source: { type: "publicGit", repository: "https://github.com/pf-core/air-app", branch: "main" },
        buildPack: "dockercompose",
      }),
    ],
    application({
      source: { type: "publicGit", repository: "https://github.com/pf-core/air-app", branch: "main" },
      buildPack: "dockercompose",
      server: "second",
    }),
    /^app .*server cannot be changed in place/,
  ],
  [
    "another name of a volume",
    [application(), volume()],
    volume({ source: { type: "volume", name: "files" } }),
    /source cannot be changed in place/,
  ],
  [
    "another application of a volume",
    [application(), volume()],
    volume({ application: UNKNOWN }),
    /application cannot be changed in place/,
  ],
];

describe("a replacement that would lose data is refused in the preview", () => {
  test.each(losses)("%s", async (_, wishes, change, refusal) => {
    const waves = [[PROJECT], ...wishes.map((one) => [one])];
    await stack.up(...waves);
    taken();
    const previewed = async (more: Properties = {}) => {
      const driver = inProcess(stage.environment());
      const olds = stack.outputs(change.name);
      const { inputs, failures } = await driver.check(change.kind, { ...change.inputs((name) => stack.outputs(name)), ...more });
      expect(failures).toEqual([]);
      return driver.diff(String(olds.uuid), olds, inputs).finally(() => driver.stop());
    };
    const message = await messageOf(previewed());
    expect(message).toMatch(refusal);
    expect(message).toMatch(
      /its data would be lost\. Take the change back; or, if the data may go, set deleteData: true, run `up`, and make the change after that\.$/,
    );
    // A word that comes in the same run is none that anybody confirmed.
    expect(await messageOf(previewed({ deleteData: true }))).toMatch(refusal);
    expect(taken()).toEqual([]);
    // The way out.
    const allowed = waves.map((wave) =>
      wave.map((one) => ({
        ...one,
        inputs: (outputs: (name: string) => Properties) => ({
          ...one.inputs(outputs),
          ...(one.kind !== "Project" && { deleteData: true }),
        }),
      })),
    );
    expect(await stack.up(...allowed)).toContain(`update ${change.name}`);
    expect(taken().filter(({ method }) => method !== "GET")).toEqual([]);
    const { replaces } = await previewed({ deleteData: true });
    expect(replaces).toHaveLength(1);
    if (!change.inputs((name) => stack.outputs(name)).application)
      expect(
        await stack.up(
          ...allowed.map((wave) =>
            wave.map((one) =>
              one.name === change.name
                ? { ...change, inputs: (outputs: (name: string) => Properties) => ({ ...change.inputs(outputs), deleteData: true }) }
                : one,
            ),
          ),
        ),
      ).toContain(`replace ${change.name}`);
    await stack.destroy();
  });

  test("what holds none is replaced without a word", async () => {
    await stack.up([PROJECT], [application()]);
    expect(await stack.up([PROJECT], [application({ server: "second" })])).toContain("replace app");
    await stack.destroy();
  });
});
