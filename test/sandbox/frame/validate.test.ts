import { describe, expect, test } from "@jest/globals";
import { errorsOf, frameworkInvalid, type InputSpec, unknownFields } from "../../../sandbox/coolify/validation/validate.ts";

const texts = (rules: InputSpec["rules"], input: Record<string, unknown>, more: Partial<InputSpec> = {}) => ({
  ...errorsOf(input, { rules, ...more }),
});

describe("rules answer as Laravel's validator", () => {
  test.each<[string, unknown, string[]]>([
    ["required|string", undefined, ["The a b field is required."]],
    ["required|string", null, ["The a b field is required."]],
    ["required|string", [], ["The a b field is required."]],
    ["string", undefined, []],
    ["string", null, ["The a b field must be a string."]],
    ["nullable|string", null, []],
    ["string|min:3", 5, ["The a b field must be a string.", "The a b field must be at least 3 characters."]],
    ["string|max:3", "äöüß", ["The a b field must not be greater than 3 characters."]],
    ["string|max:4", "🚀🚀🚀🚀", []],
    ["integer|min:3", 2, ["The a b field must be at least 3."]],
    ["integer|min:3", "4", []],
    ["integer", "4x", ["The a b field must be an integer."]],
    ["integer", 4.5, ["The a b field must be an integer."]],
    ["integer", true, []],
    ["numeric|between:1,3", "3.5", ["The a b field must be between 1 and 3."]],
    ["boolean", "true", ["The a b field must be true or false."]],
    ["boolean", "0", []],
    ["array|min:1", "x", ["The a b field must be an array."]],
    ["array|max:1", ["x", "y"], ["The a b field must not have more than 1 items."]],
    ["in:a,b", "c", ["The selected a b is invalid."]],
    ["in:1,2", 2, []],
    ["url", "example.com", ["The a b field must be a valid URL."]],
    ["email", "x", ["The a b field must be a valid email address."]],
    ["ip", "300.1.1.1", ["The a b field must be a valid IP address."]],
    ["json", "{", ["The a b field must be a valid JSON string."]],
    ["timezone", "Mars/Base", ["The a b field must be a valid timezone."]],
    ["filled", null, ["The a b field must have a value."]],
    ["sometimes|required", undefined, []],
    ["bail|string|min:3", 5, ["The a b field must be a string."]],
  ])("%s of %j", (rule, value, expected) => {
    const found = texts({ a_b: rule }, value === undefined ? {} : { a_b: value });
    expect(found.a_b ?? []).toEqual(expected);
  });

  test("fields that depend on others", () => {
    const rules = { a: "required_without:b", c: "required_if:d,true", e: "required_with:d" };
    expect(texts(rules, { d: true })).toEqual({
      a: ["The a field is required when b is not present."],
      c: ["The c field is required when d is true."],
      e: ["The e field is required when d is present."],
    });
    expect(texts(rules, { b: 1 })).toEqual({});
  });

  test("rules reach into lists", () => {
    expect(texts({ "data.*.key": "required|string" }, { data: [{ key: "x" }, {}, { key: 3 }] })).toEqual({
      "data.1.key": ["The data.1.key field is required."],
      "data.2.key": ["The data.2.key field must be a string."],
    });
    expect(texts({ "data.*.key": "required" }, { data: "no list" })).toEqual({});
  });

  test("own rules and own texts", () => {
    const odd = (value: unknown, attribute: string) => (Number(value) % 2 ? undefined : `${attribute} is even`);
    expect(texts({ n: ["integer", odd] }, { n: 2 })).toEqual({ n: ["n is even"] });
    expect(texts({ n: "min:3" }, { n: "x" }, { messages: { "n.min": "At least :min!" } })).toEqual({ n: ["At least 3!"] });
    expect(texts({ n: "required" }, {}, { wording: "custom" })).toEqual({ n: ["This field is required."] });
    expect(texts({ dockerTag: "required" }, {})).toEqual({ dockerTag: ["The docker tag field is required."] });
  });

  test("a rule that is not there is our mistake, not the client's", () => {
    expect(() => texts({ a: "frobnicate" }, { a: 1 })).toThrow("validation/rules.ts has no rule frobnicate");
  });
});

test("unknown fields are those that are not allowed", () => {
  const rules = { name: "string", "data.*.key": "string" };
  expect(unknownFields({ name: 1, data: [], x: 1, constructor: 2 }, { rules })).toEqual(["x", "constructor"]);
  expect(unknownFields({ name: 1, x: 1 }, { rules, allowed: ["x"] })).toEqual(["name"]);
  expect(unknownFields({ x: 1 }, { rules, unknown: "ignore" })).toEqual([]);
});

test.each([
  [{ a: ["First."] }, "First."],
  [{ a: ["First."], b: ["Second."] }, "First. (and 1 more error)"],
  [{ a: ["First.", "Second."], b: ["Third."] }, "First. (and 2 more errors)"],
])("the framework's own shape begins with the first text", (errors, message) => {
  expect(frameworkInvalid(errors).answer).toMatchObject({ status: 422, body: { message, errors } });
});
