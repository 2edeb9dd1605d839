import { describe, expect, test } from "@jest/globals";
import { isAtLeast, PULUMI_FLOOR, parseVersion, type Version } from "../../tools/version.ts";

describe("parseVersion", () => {
  test.each<[string, Version | undefined]>([
    ["v3.259.0\n", [3, 259, 0]],
    ["go version go1.26.8 linux/amd64", [1, 26, 8]],
    ["go version go1.26 linux/amd64", [1, 26, 0]],
    ["3.300.0-alpha.1+dirty", [3, 300, 0]],
    ["", undefined],
    ["unknown", undefined],
  ])("reads %j", (text, version) => expect(parseVersion(text)).toEqual(version));
});

describe("isAtLeast", () => {
  test.each<[Version | undefined, boolean]>([
    [[3, 254, 0], true],
    [[3, 254, 1], true],
    [[3, 1000, 0], true],
    [[4, 0, 0], true],
    [[3, 253, 9], false],
    [[2, 999, 0], false],
    [undefined, false],
  ])("%j against 3.254.0", (version, expected) => expect(isAtLeast(version, PULUMI_FLOOR)).toBe(expected));
});
