import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Properties } from "../../providers/coolify/values.ts";
import { trimmed } from "../../sandbox/coolify/http/normalise.ts";
import { ask } from "./coolifyApi.ts";
import { openStage, type Stage } from "./stage.ts";
import { applicationOf, databaseOf, placeOf, type Row, serviceOf, VariableScene } from "./variableScene.ts";

/** Any set, then any other: exactly the second is left, foreign rows are as they were, and there is nothing more to do. */
let stage: Stage;
let place: Properties;

beforeAll(async () => {
  stage = await openStage();
  place = await placeOf(stage);
});
afterAll(() => stage.close());

const AWKWARD = [
  "",
  " \n\t ",
  "\u200b\u00a0x\u2060",
  "line\r\nline\n",
  `it's "quoted" \\ $HOME \${X:-y}`,
  "a$b",
  '{"json":[1,{"a":null}]}',
  "[]",
  "{{team.X}}",
  " {{ project.Y }} and {{server.Z}}",
  "0",
  "null",
  "Ünïcödé 😀 漢字 \u202eright",
  "<b>&amp;</b>",
  "-----BEGIN KEY-----\nabc=\n-----END KEY-----\n",
  "x".repeat(5000),
];
const text = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc.string({ unit: "grapheme", maxLength: 30 }).map((value) => value.replaceAll("\0", "")),
);
const key = fc.constantFrom(
  "A",
  "a",
  "B",
  "C.d",
  "_E",
  "constructor",
  "toString",
  "valueOf",
  "SERVICE_X",
  "NIXPACKS_NODE_VERSION",
  "PORT",
  `L${"o".repeat(200)}ng`,
);

const flag = fc.option(fc.boolean(), { nil: undefined });
const comment = fc.option(fc.constantFrom("", " why ", "ü".repeat(256), "multi\nline"), { nil: undefined });
const shared = {
  value: text,
  isLiteral: flag,
  isMultiline: flag,
  comment,
  isShownOnce: fc.option(fc.boolean(), { nil: undefined, freq: 1 }),
};
const own = { ...shared, isBuildtime: flag, isRuntime: flag };
const plain = fc.record(own);
const withPreview = fc.oneof(
  { weight: 3, arbitrary: fc.record({ ...own, preview: fc.option(fc.record(own), { nil: undefined }) }) },
  { weight: 1, arbitrary: fc.record({ ...own, previewOnly: fc.constant(true) }) },
);
const notEmpty = fc.record({ ...shared, value: text.filter((value) => trimmed(value) !== "") });
const setsOf = <Variable>(variable: fc.Arbitrary<Variable>) => fc.dictionary(key, variable, { maxKeys: 6 });

type Wish = Properties & { value: string; preview?: Wish; previewOnly?: true };

/** What a row must show, from what was wished alone. */
function expected(wish: Wish, hides: boolean, hasStages = true): Properties {
  const value = trimmed(wish.value);
  const isShownOnce = wish.isShownOnce ?? false;
  return {
    ...(!(isShownOnce && hides) && { value: value || null }),
    is_literal: wish.isLiteral ?? (value.includes("$") && !value.includes("'")),
    is_multiline: wish.isMultiline ?? false,
    is_shown_once: isShownOnce,
    comment: (typeof wish.comment === "string" && wish.comment.trim()) || null,
    ...(hasStages && { is_buildtime: wish.isBuildtime ?? true, is_runtime: wish.isRuntime ?? true }),
  };
}

const FOREIGN = { key: "FOREIGN", value: "theirs $x", comment: "hands off" };

/** Both sets one after the other, with the checks that hold for every owner. @returns the rows without the foreign ones */
async function through(scene: VariableScene, first: Properties, second: Properties): Promise<Row[]> {
  const foreign = async () => (await scene.rows()).filter((row) => row.key === FOREIGN.key);
  const before = await foreign();
  expect(before).not.toEqual([]);
  await scene.up(first);
  await scene.up(second);
  expect(await scene.up(second)).toEqual([]);
  expect(await scene.refresh()).toEqual([]);
  expect(await scene.up(second)).toEqual([]);
  expect(await foreign()).toEqual(before);
  return (await scene.rows()).filter((row) => row.key !== FOREIGN.key);
}

const productionOf = (rows: readonly Row[]) => rows.filter((row) => !row.is_preview);

function expectExactly(rows: readonly Row[], wanted: Record<string, Wish>, hides: boolean, hasStages = true): void {
  expect(rows.map((row) => row.key).sort()).toEqual(Object.keys(wanted).sort());
  for (const row of rows) {
    const wish = wanted[row.key];
    if (wish) expect(row).toMatchObject(expected(wish, hides, hasStages));
    expect("value" in row).toBe(!(wish?.isShownOnce && hides));
  }
}

const RUNS = { numRuns: 40 };

describe("any two sets", () => {
  test(
    "of an application",
    () =>
      fc.assert(
        fc.asyncProperty(setsOf(withPreview), setsOf(withPreview), async (first, second) => {
          const application = await applicationOf(stage, place);
          const scene = new VariableScene(stage, "ApplicationVariables", { application }, `/applications/${application}/envs`);
          await scene.byHand(FOREIGN);
          const wanted = second as Record<string, Wish>;
          const rows = await through(scene, first, second);
          expectExactly(productionOf(rows), Object.fromEntries(Object.entries(wanted).filter(([, wish]) => !wish.previewOnly)), true);
          const previews = rows.filter((row) => row.is_preview);
          expect(previews.map((row) => row.key).sort()).toEqual(Object.keys(second).sort());
          for (const row of previews) {
            const wish = wanted[row.key];
            if (wish?.preview) expect(row).toMatchObject(expected(wish.preview, true));
            else if (wish?.previewOnly) expect(row).toMatchObject(expected(wish, true));
            else if (wish?.isShownOnce || (wish && !(row.key in first))) expect(row).toMatchObject(expected(wish, true));
          }
        }),
        RUNS,
      ),
    60_000,
  );

  test.each(["service", "database"])(
    "of a %s",
    (noun) =>
      fc.assert(
        fc.asyncProperty(setsOf(plain), setsOf(plain), async (first, second) => {
          const compose = "services:\n  web:\n    image: nginx\n";
          const uuid = noun === "service" ? await serviceOf(stage, place, compose) : await databaseOf(stage, place, "postgresql");
          const kind = noun === "service" ? "ServiceVariables" : "DatabaseVariables";
          const scene = new VariableScene(stage, kind, { [noun]: uuid }, `/${noun}s/${uuid}/envs`);
          await scene.byHand(FOREIGN);
          const born =
            noun === "service" ? Object.keys(first).filter((name) => name.startsWith("SERVICE_") && !Object.hasOwn(second, name)) : [];
          const rows = await through(scene, first, second);
          // What looks like Coolify's own stays at a service (contract 16.3).
          expectExactly(
            rows.filter((row) => !born.includes(row.key)),
            second as Record<string, Wish>,
            noun === "service",
          );
        }),
        RUNS,
      ),
    60_000,
  );

  test(
    "of a project",
    () =>
      fc.assert(
        fc.asyncProperty(setsOf(notEmpty), setsOf(notEmpty), async (first, second) => {
          const { uuid } = await ask(stage, "POST", "/projects", { name: "Any" });
          const scene = new VariableScene(
            stage,
            "SharedVariables",
            { scope: { type: "project", project: uuid } },
            `/projects/${uuid}/envs`,
          );
          await ask(stage, "POST", scene.path, FOREIGN);
          expectExactly(await through(scene, first, second), second as Record<string, Wish>, true, false);
        }),
        RUNS,
      ),
    60_000,
  );
});
