import { expect, test } from "@jest/globals";
import { z } from "zod";
import { brokenRules } from "../../../../providers/coolify/engine/rules.ts";
import { UNKNOWN } from "../../../../providers/coolify/unknown.ts";
import type { Properties } from "../../../../providers/coolify/values.ts";

const shape = {
  type: "Disk",
  input: z.object({}),
  output: z.object({}),
  faults: ({ one, other, list }: Properties) => [
    ...((one === undefined) === (other === undefined) ? [{ property: "one", reason: "or other must be given" }] : []),
    ...(((list as { name: string }[] | undefined) ?? []).some(({ name }) => name === "bad")
      ? [{ property: "list", reason: "is bad" }]
      : []),
  ],
};
const reasons = (inputs: Properties) => brokenRules(shape, inputs).map(({ reason }) => reason);

test("what is known is held against the rules, whatever else is unknown", () => {
  expect(reasons({ project: UNKNOWN })).toEqual(["or other must be given"]);
  expect(reasons({ one: "a", list: [{ name: "bad", size: UNKNOWN }] })).toEqual(["is bad"]);
});

test("a rule that reads what is unknown waits for the run itself", () => {
  // It may turn out to be nothing at all.
  expect(reasons({ one: UNKNOWN })).toEqual([]);
  expect(reasons({ one: "a", other: UNKNOWN })).toEqual([]);
  expect(reasons({ one: "a", list: [{ name: UNKNOWN }, { name: "bad" }] })).toEqual([]);
});
