import { expect, test } from "@jest/globals";
import { CoolifyApiError, UserError } from "../../../providers/coolify/errors.ts";
import { hide, redact, withoutValues } from "../../../providers/coolify/redact.ts";
import { SecretValues } from "../../../providers/coolify/secretValues.ts";

test.each([
  ["Authorization: Bearer 7|abcdefghij0123456789abcdefghij0123456789", "Authorization: [secret]"],
  ["the token 12|abcdefghij0123456789abcdefghij0123456789 is wrong", "the token [secret] is wrong"],
  ["nothing | to hide", "nothing | to hide"],
])("%s", (text, expected) => expect(redact(text)).toBe(expected));

test("errors hide what was named secret, whoever made them", () => {
  hide("canary-token");
  expect(new UserError("it said canary-token").message).toBe("it said [secret]");
  const error = new CoolifyApiError({ method: "GET", path: "/x", status: 422, message: "canary-token", fields: { a: ["canary-token!"] } });
  expect(error.message).not.toContain("canary-token");
});

test("a value inside another one leaves no half of it", () =>
  expect(withoutValues("abcdef-ghijkl", ["abcdef", "abcdef-ghijkl"])).toBe("[secret]"));

test.each([
  ["a line of a value of several", "-----BEGIN KEY-----\ncanaryLine1\r\ncanaryLine2", "  canaryLine2 and canaryLine1"],
  ["in JSON", 'a"canary"b\nc', '{"a":"a\\"canary\\"b\\nc"}'],
  ["in the quotes of a shell", "it's canary", "--env 'A=it'\\''s canary'"],
  ["in an address", "canary p@ss/word", "postgres://me:canary%20p%40ss%2Fword@db"],
])("%s is the value too", (_, value, text) => {
  const values = new SecretValues();
  values.remember("app", [value]);
  expect(values.cleaned("app", text)).not.toContain("canary");
});

test("values of an application are kept out of its log, short words stay", () => {
  const values = new SecretValues();
  values.remember("app", ["canary-value", "true", undefined]);
  expect(values.cleaned("app", "true canary-value")).toBe("true [secret]");
  expect(values.cleaned("other", "canary-value")).toBe("canary-value");
});
