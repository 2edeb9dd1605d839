import { describe, expect, test } from "@jest/globals";
import { addressOf } from "../../../providers/coolify/address.ts";
import { exitCodeOf } from "../../../providers/coolify/errors.ts";
import { digestOf, givenIdentity, requireOwner, requireVersion } from "../../../providers/coolify/identity.ts";
import { Secret } from "../../../providers/secret.ts";

const caught = (work: () => unknown): Error => {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error("it went well");
};

const team = { id: 1, created_at: "2026-01-05T09:30:00.000000Z", name: "PF-Core" };
const identity = { version: "4.3.11", team };

describe("the version", () => {
  test.each(["4.3.0", "4.3.11", "v4.4.0", "4.10.0", "5.0.0", "4.3.1-beta.2"])("%s will do", (version) =>
    expect(() => requireVersion({ ...identity, version })).not.toThrow(),
  );
  test.each(["4.2.9", "4.0.0-beta.400", "3.12.36", "nonsense"])("%s is refused with a cure", (version) =>
    expect(caught(() => requireVersion({ ...identity, version })).message).toContain("needs 4.3.0 or newer. Update Coolify first."),
  );
});

describe("the owner", () => {
  const owner = { team: 1, since: team.created_at };

  test("of nothing, or the same team, will do", () => {
    expect(() => requireOwner(identity, undefined)).not.toThrow();
    expect(() => requireOwner(identity, owner)).not.toThrow();
  });

  test("another team is refused by name, with exit code 3", () => {
    const error = caught(() => requireOwner(identity, { ...owner, team: 5 }));
    expect(error.message).toBe(
      'This token belongs to team "PF-Core" (1); the stack lives in team 5. Use a token of that team. Nothing was changed.',
    );
    expect(exitCodeOf(error)).toBe(3);
  });

  test("the same number at another Coolify is another team", () =>
    expect(caught(() => requireOwner(identity, { ...owner, since: "2020-01-01T00:00:00.000000Z" })).message).toContain("another Coolify"));
});

describe("an identity that was found out before", () => {
  const token = new Secret("T", "1|x");
  const given = (more: Record<string, unknown> = {}) =>
    JSON.stringify({ url: "http://127.0.0.1:1/api/v1/", token: digestOf(token), ...identity, ...more });

  test("is taken for the same address and token", () => expect(givenIdentity(given(), "http://127.0.0.1:1", token)).toEqual(identity));
  test.each([
    ["another address", given({ url: "http://127.0.0.1:2" })],
    ["another token", given({ token: "x" })],
    ["no team", given({ team: undefined })],
    ["nonsense", "{"],
    ["nothing", undefined],
  ])("%s is not", (_, text) => expect(givenIdentity(text, "http://127.0.0.1:1", token)).toBeUndefined());
});

describe("where a Coolify is", () => {
  const one = { COOLIFY_BASE_URL: "https://coolify.pfcore.io/", COOLIFY_TOKEN: "1|x" };
  const several = {
    ...one,
    COOLIFY_BASE_URL_EU_WEST: "https://eu.pfcore.io",
    COOLIFY_TOKEN_EU_WEST: "2|y",
  };

  test("one server needs no name", () => expect(addressOf(one)).toMatchObject({ url: "https://coolify.pfcore.io" }));
  test("one server serves any name", () => expect(addressOf(one, "main").token.reveal()).toBe("1|x"));
  test("several are told apart", () => expect(addressOf(several, "eu-west").token.reveal()).toBe("2|y"));

  test.each<[string, Record<string, string>, string | undefined, RegExp, number]>([
    ["nothing", {}, undefined, /No Coolify is configured: set COOLIFY_BASE_URL and COOLIFY_TOKEN\./, 3],
    ["no token", { COOLIFY_BASE_URL: "https://x.y" }, undefined, /set COOLIFY_TOKEN\./, 3],
    ["a name that several do not have", several, "us", /for "us": set COOLIFY_BASE_URL_US and COOLIFY_TOKEN_US\./, 3],
    ["no address", { ...one, COOLIFY_BASE_URL: "coolify" }, undefined, /is not an address/, 2],
    ["a token in clear", { ...one, COOLIFY_BASE_URL: "http://coolify.pfcore.io" }, undefined, /travel in clear/, 2],
    ["a real Coolify in a test", { ...one, PF_LOOPBACK_ONLY: "1" }, undefined, /only reach this machine/, 2],
  ])("%s is refused", (_, environment, name, message, code) => {
    const error = caught(() => addressOf(environment, name));
    expect(error.message).toMatch(message);
    expect(exitCodeOf(error)).toBe(code);
  });

  test.each(["http://127.0.0.1:8000", "http://localhost:1", "http://[::1]:1/api/v1"])("%s is this machine", (url) =>
    expect(() => addressOf({ ...one, COOLIFY_BASE_URL: url, PF_LOOPBACK_ONLY: "1" })).not.toThrow(),
  );
});
