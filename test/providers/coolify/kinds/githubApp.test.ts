import { describe, expect, test } from "@jest/globals";
import { githubApp } from "../../../../providers/coolify/kinds/githubApp.ts";
import { declared } from "./declared.ts";

const { kind, inputs, wire, read } = declared(githubApp, {
  stamp: "pf/app",
  name: "pf-core",
  privateKey: "main",
  appId: 1,
  installationId: 2,
  clientId: "Iv1",
  clientSecret: "shh",
  webhookSecret: "hush",
});

describe("the address of the API", () => {
  test.each([
    ["https://github.com", "https://api.github.com"],
    ["https://acme.ghe.com", "https://api.acme.ghe.com"],
    ["https://git.example.com", "https://git.example.com/api/v3"],
  ])("%s has %s", (htmlUrl, api) => expect(wire({ htmlUrl }).api_url).toBe(api));

  test("16.4: goes beside every change, since the other address alone would reset it", () => {
    const apiUrl = "https://git.example.com/api";
    expect(kind.besideUpdate?.(inputs({ apiUrl }), "7")).toEqual({ api_url: apiUrl });
  });

  test("is no difference where nobody named it", () => {
    expect(read(wire())).toEqual(inputs());
    expect(read({ ...wire(), api_url: "https://other.example.com" }).apiUrl).toBe("https://other.example.com");
    expect(read(wire(), { apiUrl: "https://api.github.com" }).apiUrl).toBe("https://api.github.com");
  });
});

test("its name carries the stamp", () => expect(wire().name).toBe("pf-core pf-core@pf/app"));

test("16.5: its key cannot be changed, T21: and is looked up when the app is made", async () => {
  expect(kind.replaceOn).toEqual(["privateKey"]);
  const lookups = { privateKey: async () => ({ uuid: "k1" }) };
  expect(await kind.toCreate?.(inputs(), lookups as never)).toEqual({ private_key_uuid: "k1" });
});

test("no port or user is ever null: that is a 500", () => expect([wire().custom_user, wire().custom_port]).toEqual(["git", 22]));

test("secrets that the token may not see stay as state has them (1.7)", () => {
  const { client_secret, webhook_secret, ...shown } = wire();
  expect([client_secret, webhook_secret]).toEqual(["shh", "hush"]);
  expect(read(shown)).toEqual(inputs());
});

test("slashes around an organization are not kept", () => expect(wire({ organization: "/pf-core/" }).organization).toBe("pf-core"));
