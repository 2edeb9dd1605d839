import { describe, expect, test } from "@jest/globals";
import { CoolifyApiError, exitCodeOf, isCoolifyError, UnknownOutcomeError, UserError } from "../../../providers/coolify/errors.ts";
import { fieldsOf, messageOf } from "../../../providers/coolify/faults.ts";

describe("the shapes of Coolify's refusals (contract 1.5)", () => {
  test.each([
    ["map to lists", { errors: { name: ["This field is required."] } }, { name: ["This field is required."] }],
    ["map to text", { errors: { custom_labels: "not base64" } }, { custom_labels: ["not base64"] }],
    ["list of texts", { errors: ["Invalid URL: foo"] }, { "": ["Invalid URL: foo"] }],
    ["list of field names", { errors: ["foo", "bar"] }, { "": ["foo", "bar"] }],
    ["list of lists", { errors: [["This field is not allowed."]] }, { "": ["This field is not allowed."] }],
    ["message alone", { message: "You need to provide a name." }, {}],
    ["text", { errors: "nope" }, { "": ["nope"] }],
    ["no object", "<html>", {}],
    ["empty list", { errors: [] }, {}],
    [
      "domain conflict",
      { conflicts: [{ domain: "https://a.example.com", resource_name: "web", resource_uuid: "u1" }] },
      { domains: ["https://a.example.com belongs to web (u1)."] },
    ],
  ])("%s", (_, body, fields) => expect(fieldsOf(body)).toEqual(fields));

  test.each([
    [{ message: "Invalid request.", error: "Invalid JSON." }, "Invalid request. Invalid JSON."],
    [{ message: "Not found." }, "Not found."],
    [{}, "no explanation"],
    ["", "status 502 without an explanation"],
  ])("%j says %s", (body, text) => expect(messageOf(body, 502)).toBe(text));
});

describe("an error", () => {
  const conflict = new CoolifyApiError({
    method: "PATCH",
    path: "/applications/u2",
    status: 409,
    message: "Domain conflicts detected.",
    fields: { domains: ["https://a.example.com belongs to web (u1)."] },
  });

  test("says route, status, cause, field and cure, in this order", () =>
    expect(conflict.message).toBe(
      "PATCH /applications/u2 answered 409: Domain conflicts detected.\n  domains: https://a.example.com belongs to web (u1).\n  → Take the domain away from its owner first, or choose another one. Coolify gives a domain to one application only; two that swap theirs need a run in between in which one has none.",
    ));

  test("is told apart by its status", () => {
    expect(isCoolifyError(conflict, { status: 409 })).toBe(true);
    expect(isCoolifyError(conflict, { status: 404 })).toBe(false);
    expect(isCoolifyError(conflict)).toBe(true);
    expect(isCoolifyError(new UserError("x"))).toBe(false);
  });

  const said = (status: number, message = "x") => new CoolifyApiError({ method: "GET", path: "/team", status, message });

  test.each([
    ["a wrong token", said(401), 3],
    ["a missing ability", said(403, "Missing required permissions: write"), 3],
    ["a refusal", said(422), 4],
    ["a lost answer", new UnknownOutcomeError({ method: "POST", path: "/projects", reason: "the connection broke" }), 4],
    ["a fault of our own", new TypeError("x is undefined"), 1],
  ])("%s leads to the right exit code", (_, error, code) => expect(exitCodeOf(error)).toBe(code));

  test("about abilities names the ones that are needed", () =>
    expect(said(403, "Missing required permissions: write").message).toContain("read, write, deploy and read:sensitive"));
});
