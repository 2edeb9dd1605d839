import { expect, test } from "@jest/globals";
import { fingerprint } from "../../components/fingerprint.ts";

test("the order of keys does not matter, anything else does", () => {
  const one = { source: { image: "a", tag: "1" }, domains: ["https://a", "https://b"] };
  expect(fingerprint({ domains: one.domains, source: { tag: "1", image: "a" } })).toBe(fingerprint(one));
  expect(fingerprint({ ...one, domains: ["https://b", "https://a"] })).not.toBe(fingerprint(one));
  expect(fingerprint({ ...one, source: { image: "a", tag: "2" } })).not.toBe(fingerprint(one));
});

test("a missing key and one that is undefined are the same", () => {
  expect(fingerprint({ a: 1, b: undefined })).toBe(fingerprint({ a: 1 }));
});
