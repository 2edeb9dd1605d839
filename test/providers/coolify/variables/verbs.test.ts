import { describe, expect, test } from "@jest/globals";
import { UNKNOWN } from "../../../../providers/coolify/unknown.ts";
import type { Properties } from "../../../../providers/coolify/values.ts";
import { planOf, setOf } from "../../../../providers/coolify/variables/plan.ts";
import { isChanged, predicted } from "../../../../providers/coolify/variables/verbs.ts";
import { variable } from "./rowSamples.ts";

const A = { A: variable("1") };
const AB = { A: variable("1"), B: variable("2") };
const SECRET = { A: variable("1"), S: variable("canary", { isShownOnce: true }) };

describe("what an update does", () => {
  test.each<[string, Properties, Properties, object]>([
    ["nothing", { variables: A }, { variables: A }, { changed: [], removed: [], looks: false }],
    ["a new key", { variables: A }, { variables: AB }, { changed: ["B"], removed: [], looks: false }],
    ["a removed key", { variables: AB }, { variables: A }, { changed: [], removed: ["B"], looks: true }],
    ["a key like a member of every object", { variables: {} }, { variables: { toString: variable("1") } }, { changed: ["toString"] }],
    ["what was not finished", { variables: AB, unsettled: ["B"] }, { variables: AB }, { changed: ["B"], looks: true }],
    ["what was not deleted", { variables: A, leftover: ["B"] }, { variables: A }, { changed: [], removed: ["B"] }],
    ["what was not deleted and is wanted again", { variables: A, leftover: ["B"] }, { variables: AB }, { changed: ["B"], removed: [] }],
    ["an exclusive set that is clean", { variables: A, exclusive: true }, { variables: A, exclusive: true }, { cleans: false }],
    [
      "one that is not",
      { variables: A, exclusive: true, foreign: ["X"] },
      { variables: A, exclusive: true },
      { cleans: true, looks: true },
    ],
    ["one that becomes it", { variables: A }, { variables: A, exclusive: true }, { cleans: true, looks: true }],
  ])("%s", (_, olds, news, plan) => expect(planOf(setOf(olds), setOf(news))).toMatchObject(plan));
});

describe("a preview", () => {
  test.each<[string, Properties, Properties, boolean]>([
    ["the same", { variables: A }, { variables: A, exclusive: false }, false],
    ["an unknown value", { variables: A }, { variables: { A: { ...A.A, value: UNKNOWN } } }, true],
    ["an unknown preview", { variables: A }, { variables: { A: { ...A.A, preview: UNKNOWN } } }, true],
    ["an owner that is not known yet, of a set that is", { variables: A }, { variables: A, owner: UNKNOWN }, false],
    ["all unknown", { variables: A }, { variables: UNKNOWN }, true],
    ["exclusive no more", { variables: A, exclusive: true }, { variables: A, exclusive: false }, true],
    ["another name of its Coolify", { variables: A }, { variables: A, coolify: "b" }, true],
    ["hidden values that are as they were", { variables: SECRET, markers: { S: "then" } }, { variables: SECRET }, false],
  ])("sees a change: %s", (_, olds, news, changes) => expect(isChanged(olds, news)).toBe(changes));

  const owner = { team: 1, since: "then" };
  const olds = { variables: SECRET, owner, markers: { S: "then" }, unsettled: ["A"] };

  test("foretells what stays in state", () =>
    expect(predicted({ ...olds, unsettled: undefined }, { variables: SECRET })).toEqual({
      variables: SECRET,
      owner,
      markers: { S: "then" },
    }));

  test("does not foretell the moment of a change", () => {
    expect(predicted(olds, { variables: SECRET })).toEqual({ variables: SECRET, owner, markers: UNKNOWN });
    expect(predicted({ variables: A, owner }, { variables: AB })).toEqual({ variables: AB, owner });
    expect(predicted({ variables: A, owner }, { variables: UNKNOWN })).toMatchObject({ variables: UNKNOWN, markers: UNKNOWN });
  });
});
