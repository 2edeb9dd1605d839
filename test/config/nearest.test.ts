import { expect, test } from "@jest/globals";
import { nearest } from "../../config/nearest.ts";

const KNOWN = ["development", "staging", "production", "build_pack", "port", "air"];

test.each([
  ["developmnt", "development"],
  ["prodcution", "production"],
  ["buildPack", "build_pack"],
  ["BUILD-PACK", "build_pack"],
  ["prot", "port"],
  ["ari", "air"],
  ["demo", undefined],
  ["", undefined],
  ["proto", undefined],
  ["x".repeat(100_000), undefined],
])("%.20j is near %j", (written, candidate) => expect(nearest(written, KNOWN)).toBe(candidate));
