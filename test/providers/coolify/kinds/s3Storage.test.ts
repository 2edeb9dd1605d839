import { describe, expect, test } from "@jest/globals";
import { s3Storage } from "../../../../providers/coolify/kinds/s3Storage.ts";
import { declared } from "./declared.ts";

const { kind, inputs, faults, wire, read } = declared(s3Storage, {
  stamp: "pf/backups",
  name: "backups",
  endpoint: "https://s3.example.com/",
  bucket: "pf-backups",
  region: "eu",
  key: "AK",
  secret: "shh",
});

/** What is asked after a write of these keys, when the bucket answers so. */
async function afterwards(written: string[], valid = true, more: object = {}) {
  const asked: string[] = [];
  const ask = async ({ method, path }: { method: string; path: string }) => {
    asked.push(`${method} ${path}`);
    return { valid, message: "No such bucket." };
  };
  await kind.afterWrite?.({ uuid: "u", inputs: inputs({ ...more }), written, ask, until: async () => ({}) });
  return asked;
}

describe("a bucket is tried out", () => {
  test("when it is new and when its connection changed", async () => {
    for (const written of [Object.keys(wire()), ["secret"]])
      expect(await afterwards(written)).toEqual(["POST /s3-storages/{uuid}/validate"]);
  });
  test("not when only its name changed, nor when it is to be taken unseen", async () => {
    expect([await afterwards(["name"]), await afterwards(["secret"], true, { validate: false })]).toEqual([[], []]);
    expect([wire().is_usable, wire({ validate: false }).is_usable]).toEqual([false, true]);
  });
  test("and what is wrong is said, without the keys", async () => {
    const message = await afterwards(["key"], false).catch((error: Error) => error.message);
    expect(message).toMatch(/bucket "pf-backups" at https:\/\/s3.example.com: No such bucket. .*validate: false/);
    expect(message).not.toMatch(/AK|shh/);
  });
});

test("keys that the token may not see stay as state has them (1.7)", () => {
  const { key, secret, is_usable, ...shown } = wire();
  expect([key, secret, is_usable]).toEqual(["AK", "shh", false]);
  expect(read(shown)).toEqual(inputs());
});

test.each([
  ["a short name", { name: "s3" }, "name must have at least 3 characters"],
  ["an address as bucket", { bucket: "10.0.0.1" }, "bucket must be a bucket name"],
  ["an address without scheme", { endpoint: "s3.example.com" }, "endpoint must be a full address"],
])("refuses %s", (_, more, fault) => expect(faults(more)).toEqual([expect.stringContaining(fault)]));
