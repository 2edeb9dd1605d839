import { describe, expect, test } from "@jest/globals";
import { UNKNOWN } from "../../../providers/coolify/unknown.ts";
import { credentialProvider } from "../../../providers/credential/provider.ts";
import { randomText } from "../../../providers/credential/randomText.ts";
import { get } from "../../../providers/host.ts";

const inputs = { name: "session-key", length: 32, version: 1, __provider: "text" };

describe("a generated secret", () => {
  test("is found by its loader key", () => {
    expect(get("pf:Credential")).toBe(credentialProvider);
  });

  test("has defaults, and says what is wrong", async () => {
    expect((await credentialProvider.check({}, { name: "session-key", __provider: "text" })).inputs).toEqual({
      name: "session-key",
      length: 32,
      version: 1,
    });
    const { failures } = await credentialProvider.check({}, { name: "", length: 7, turns: 2 });
    expect(failures.map(({ property }) => property).sort()).toEqual(["length", "name", "turns"]);
  });

  test("is made once: its id says nothing about it, and no two are equal", async () => {
    const [first, second] = [await credentialProvider.create(inputs), await credentialProvider.create(inputs)];
    expect(first.id).toBe("session-key");
    expect(first.outs.value).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(first.outs.value).not.toBe(second.outs.value);
  });

  test("stays what it is when it is read, and when another length is wished", async () => {
    const { id, outs } = await credentialProvider.create(inputs);
    expect(await credentialProvider.read(id, outs)).toEqual({ id, props: outs });
    const longer = await credentialProvider.update(id, outs, { ...inputs, length: 64 });
    expect(longer.outs.value).toBe(outs.value);
    expect(await credentialProvider.predict(id, outs, { ...inputs, length: 64 })).toMatchObject({ value: outs.value });
  });

  test("another version is another value, in place", async () => {
    const { id, outs } = await credentialProvider.create(inputs);
    const news = { ...inputs, version: 2 };
    expect(await credentialProvider.diff(id, outs, inputs)).toMatchObject({ changes: false });
    expect(await credentialProvider.diff(id, outs, news)).toMatchObject({ changes: true, replaces: [] });
    expect((await credentialProvider.update(id, outs, news)).outs.value).not.toBe(outs.value);
    expect(await credentialProvider.predict(id, outs, news)).toMatchObject({ value: UNKNOWN });
  });
});

test("random texts have the length that was asked for and use every sign", () => {
  expect(randomText(17)).toHaveLength(17);
  expect(new Set(randomText(20_000)).size).toBe(62);
});
