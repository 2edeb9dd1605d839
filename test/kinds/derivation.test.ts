import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { peel } from "../../tools/docs/schema.ts";
import { fieldsOf, madeUp, variantsOf } from "./leaves.ts";
import { otherValues, valueClasses } from "./otherValues.ts";

const Source = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("git"), branch: z.string() }),
    z.strictObject({ type: z.literal("image"), tag: z.string().meta({ examples: ["1", "2"] }), digest: z.string().optional() }),
  ])
  .describe("Where it comes from.");
const input = z.strictObject({
  stamp: z.string(),
  name: z.string().transform((text) => text.trim()),
  source: Source,
  limits: z.strictObject({ memory: z.string().default("0"), cpus: z.number().min(1).max(2).optional() }).prefault({}),
});
const example = { stamp: "a/b", name: "n", source: { type: "git", branch: "main" } };

test("fields are the leaves, of a union those of the option that is there, without those of the program", () =>
  expect(fieldsOf(input, example).map(({ path }) => path)).toEqual(["name", "source.branch", "limits.memory", "limits.cpus"]));

test("the other options of a union are made up", () =>
  expect(variantsOf(input, example)).toEqual([{ path: "source", mark: "image", value: { type: "image", tag: "1" } }]));

describe("another value", () => {
  test.each<[string, z.ZodType, unknown, unknown]>([
    ["of a flag", z.boolean().default(true), true, false],
    ["of a number", z.number().int(), 3, 4],
    ["of a number that is left out", z.number().min(5).optional(), undefined, 5],
    ["of a choice", z.enum(["a", "b"]), "a", "b"],
    ["of a text", z.string(), "a", "a 2"],
    ["of a text with examples", z.string().meta({ examples: ["a", "z"] }), "a", "z"],
    ["of a list", z.array(z.enum(["a", "b"])), ["a"], ["b"]],
    ["of a record", z.record(z.string(), z.number()), { k: 1 }, { k: 2 }],
  ])("%s", (_, schema, value, other) => expect(otherValues(peel(schema), value)[0]).toEqual(other));

  test("of something that only its author can guess there is none", () =>
    expect(otherValues(peel(z.custom<Date>(() => true)), "x")).toEqual([]));
});

test("the longest text is as long as the schema allows", () => {
  const classes = new Map(valueClasses(peel(z.string().max(9).optional()), "abc"));
  expect([String(classes.get("longest")).length, String(classes.get("one too long")).length]).toEqual([9, 10]);
});

test("what nobody can make up is left out", () => expect(madeUp(z.strictObject({ a: z.string(), b: z.boolean() }))).toEqual({ b: true }));
