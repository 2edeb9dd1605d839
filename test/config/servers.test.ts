import { describe, expect, test } from "@jest/globals";
import { type FleetServer, NotConfiguredError, serverConnection } from "../../config/servers.ts";

const TOKEN = "1|canary-token-in-the-environment";
const main: FleetServer = { name: "main", serverName: "main" };
const one = { servers: { main } };
const several = {
  servers: { main, "eu-west": { name: "eu-west", serverName: "hetzner", serverUuid: "s0", address: "https://eu.example.com" } },
};
const environment = { COOLIFY_BASE_URL: "https://coolify.example.com", COOLIFY_TOKEN: TOKEN };

function refusal(run: () => unknown): NotConfiguredError {
  try {
    run();
  } catch (error) {
    if (error instanceof NotConfiguredError) return error;
    throw error;
  }
  throw new Error("The connection was not refused.");
}

describe("the Coolify of a fleet with one server", () => {
  test("is the one of COOLIFY_BASE_URL and COOLIFY_TOKEN", () => {
    const variables = { url: "COOLIFY_BASE_URL", token: "COOLIFY_TOKEN" };
    const connection = { name: "main", baseUrl: "https://coolify.example.com", token: TOKEN, serverName: "main", variables };
    expect(serverConnection(one, "main", environment)).toEqual(connection);
  });

  test("has the address of the file only where the variable is not set", () => {
    const fleet = { servers: { main: { ...main, address: "https://file.example.com" } } };
    expect(serverConnection(fleet, "main", { COOLIFY_TOKEN: TOKEN }).baseUrl).toBe("https://file.example.com");
    expect(serverConnection(fleet, "main", { ...environment, COOLIFY_BASE_URL: " " }).baseUrl).toBe("https://file.example.com");
    expect(serverConnection(fleet, "main", environment).baseUrl).toBe("https://coolify.example.com");
  });

  test("takes the token from the named secret where COOLIFY_TOKEN is not set", () => {
    const fleet = { servers: { main: { ...main, tokenSecret: "coolify_main" } } };
    const set = { COOLIFY_BASE_URL: "https://coolify.example.com", PF_SECRET_COOLIFY_MAIN: "2|b" };
    expect(serverConnection(fleet, "main", set).token).toBe("2|b");
    expect(serverConnection(fleet, "main", { ...set, COOLIFY_TOKEN: TOKEN }).token).toBe(TOKEN);
  });

  test("is not configured by names that only count with several servers", () => {
    const set = { COOLIFY_BASE_URL_MAIN: "https://coolify.example.com", COOLIFY_TOKEN_MAIN: TOKEN };
    expect(() => serverConnection(one, "main", set)).toThrow(
      'No Coolify is configured for the server "main": set COOLIFY_BASE_URL and COOLIFY_TOKEN.',
    );
  });

  test.each([
    [{}, "COOLIFY_BASE_URL and COOLIFY_TOKEN"],
    [{ COOLIFY_TOKEN: TOKEN }, "COOLIFY_BASE_URL"],
    [{ COOLIFY_BASE_URL: "https://coolify.example.com", COOLIFY_TOKEN: "" }, "COOLIFY_TOKEN"],
  ])("says what is missing: %j", (set, missing) => {
    const error = refusal(() => serverConnection(one, "main", set));
    expect(error.message).toBe(`No Coolify is configured for the server "main": set ${missing}.`);
    expect(error.kind).toBe("missing");
  });
});

describe("the Coolify of a fleet with several servers", () => {
  test("is the one whose name is in the variables", () => {
    const set = { ...environment, COOLIFY_BASE_URL_EU_WEST: "https://other.example.com", COOLIFY_TOKEN_EU_WEST: "3|c" };
    expect(serverConnection(several, "eu-west", set)).toEqual({
      name: "eu-west",
      baseUrl: "https://other.example.com",
      token: "3|c",
      serverName: "hetzner",
      serverUuid: "s0",
      variables: { url: "COOLIFY_BASE_URL_EU_WEST", token: "COOLIFY_TOKEN_EU_WEST" },
    });
  });

  test("is never reached with the token of another", () => {
    const error = refusal(() => serverConnection(several, "eu-west", environment));
    expect(error.message).toBe(
      'No Coolify is configured for the server "eu-west": set COOLIFY_TOKEN_EU_WEST.' +
        " COOLIFY_BASE_URL and COOLIFY_TOKEN do not count where servers.yaml has several servers.",
    );
  });

  test.each(["mian", "constructor"])("does not exist under the name %s", (name) => {
    expect(() => serverConnection(several, name, environment)).toThrow(`servers.yaml describes no server "${name}", only main, eu-west.`);
  });
});

describe("an address", () => {
  test.each([
    ["https://coolify.example.com/", "https://coolify.example.com"],
    ["https://coolify.example.com:8443/api/v1/", "https://coolify.example.com:8443"],
    ["https://example.com/coolify/api/v1", "https://example.com/coolify"],
    ["http://127.0.0.1:8000", "http://127.0.0.1:8000"],
    ["http://127.8.9.1:8000", "http://127.8.9.1:8000"],
    ["http://localhost:8000", "http://localhost:8000"],
    ["http://[::1]:8000", "http://[::1]:8000"],
  ])("%s is reached at %s", (written, baseUrl) => {
    expect(serverConnection(one, "main", { ...environment, COOLIFY_BASE_URL: written }).baseUrl).toBe(baseUrl);
  });

  test.each([
    ["http://coolify.example.com", "COOLIFY_BASE_URL begins with http://, which would send the token readable for everybody"],
    ["http://127.0.0.1.example.com", "COOLIFY_BASE_URL begins with http://"],
    ["http://localhost.example.com", "COOLIFY_BASE_URL begins with http://"],
    ["http://10.0.0.1", "COOLIFY_BASE_URL begins with http://"],
    ["ftp://coolify.example.com", "COOLIFY_BASE_URL must begin with https://."],
    ["coolify.example.com", "COOLIFY_BASE_URL is not an address such as https://coolify.example.com."],
    ["https://user:canary@coolify.example.com", "COOLIFY_BASE_URL holds a user name or password"],
    ["https://coolify.example.com?canary=1", "COOLIFY_BASE_URL must not hold ? or #."],
  ])("%s is refused", (written, reason) => {
    const error = refusal(() => serverConnection(one, "main", { ...environment, COOLIFY_BASE_URL: written }));
    expect(error.message).toContain(reason);
    expect(error.message).not.toContain("canary");
    expect(error.kind).toBe("refused");
  });

  test("of the file is named as such", () => {
    const fleet = { servers: { main: { ...main, address: "http://coolify.example.com" } } };
    expect(() => serverConnection(fleet, "main", { COOLIFY_TOKEN: TOKEN })).toThrow("The address in servers.yaml begins with http://");
  });
});

test("a token with a line break inside is refused without being repeated", () => {
  const error = refusal(() => serverConnection(one, "main", { ...environment, COOLIFY_TOKEN: "1|canary\nx" }));
  expect(error.message).toBe("COOLIFY_TOKEN holds spaces or line breaks, which no token of Coolify does; copy it again.");
});
