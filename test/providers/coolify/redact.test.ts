import { expect, test } from "@jest/globals";
import { CoolifyApiError, UserError } from "../../../providers/coolify/errors.ts";
import { hide, redact, withoutValues } from "../../../providers/coolify/redact.ts";
import { SecretValues } from "../../../providers/coolify/secretValues.ts";

test.each([
  ["Authorization: Bearer 7|abcdefghij0123456789abcdefghij0123456789", "Authorization: [secret]"],
  ["the token 12|abcdefghij0123456789abcdefghij0123456789 is wrong", "the token [secret] is wrong"],
  ["nothing | to hide", "nothing | to hide"],
])("%s", (text, expected) => expect(redact(text)).toBe(expected));

test.each([
  ['{"postgres_password":"can\\"ary","name":"db"}', '{"postgres_password":"[secret]","name":"db"}'],
  ["POSTGRES_PASSWORD=canary and PORT=80", "POSTGRES_PASSWORD=[secret] and PORT=80"],
  ["--build-arg STRIPE_SECRET_KEY='canary'", "--build-arg STRIPE_SECRET_KEY='[secret]'"],
  ["https://x.y/hook?api_key=canary&a=1", "https://x.y/hook?api_key=[secret]&a=1"],
  ["postgres://me:canary@db:5432/x", "postgres://me:[secret]@db:5432/x"],
  ["-----BEGIN OPENSSH PRIVATE KEY-----\ncanary\n-----END OPENSSH PRIVATE KEY-----\n", "[secret]\n"],
  ["-----BEGIN RSA PRIVATE KEY-----\ncanary that was cut", "[secret]"],
])("what stands under the name of a secret is one: %s", (text, expected) => expect(redact(text)).toBe(expected));

test.each([
  "  private_key: The private key is invalid.",
  "The token is wrong: make a new one",
  "http://127.0.0.1:8000/api/v1 answers",
  "git@github.com:acme/app.git",
])("words about secrets stay: %s", (text) => expect(redact(text)).toBe(text));

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
