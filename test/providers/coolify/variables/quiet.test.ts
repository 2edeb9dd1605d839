import { expect, test } from "@jest/globals";
import { secretTexts } from "../../../../providers/coolify/secretFields.ts";
import { applicationVariablesShape, sharedVariablesShape } from "../../../../providers/coolify/variables/shape.ts";

test("values of variables may be secret, which only Pulumi knows: no message may repeat them", () => {
  const own = { application: "u-1", variables: { KEY: { value: "one", comment: "note", preview: { value: "two" } } } };
  expect([...new Set(secretTexts(applicationVariablesShape.input, own))].sort()).toEqual(["one", "two"]);
  const shared = { scope: { type: "team" }, variables: { KEY: { value: "three" } } };
  expect([...new Set(secretTexts(sharedVariablesShape.input, shared))]).toEqual(["three"]);
});
