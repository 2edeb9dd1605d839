import { describe, expect, test } from "@jest/globals";
import { parseCount, parseCpus, parseDuration, parseMemory } from "../../config/units.ts";

describe("durations in seconds", () => {
  test.each([
    ["30s", 30],
    ["0s", 0],
    ["5m", 300],
    ["1h", 3600],
    ["7d", 604_800],
    ["30", undefined],
    ["30S", undefined],
    ["1.5m", undefined],
    ["-1s", undefined],
    ["s", undefined],
    ["", undefined],
    ["30 s", undefined],
    ["9999999s", undefined],
  ])("%j is %j", (written, seconds) => expect(parseDuration(written)).toBe(seconds));
});

describe("memory as Coolify writes it", () => {
  test.each([
    ["256M", "256m"],
    ["256m", "256m"],
    ["1G", "1g"],
    ["0", "0"],
    ["6M", "6m"],
    ["5M", undefined],
    ["0M", undefined],
    ["512", undefined],
    ["512MB", undefined],
    ["512Mi", undefined],
    ["1.5G", "1.5g"],
    ["65536K", "65536k"],
    ["1K", undefined],
    [".5G", undefined],
    ["M", undefined],
    ["", undefined],
    ["-1G", undefined],
  ])("%j is %j", (written, memory) => expect(parseMemory(written)).toBe(memory));
});

describe("CPUs as Coolify writes them", () => {
  test.each([
    ["0.25", "0.25"],
    ["1", "1"],
    ["1.0", "1"],
    ["0", "0"],
    ["00.5", "0.5"],
    [".5", undefined],
    ["1e3", undefined],
    ["0,5", undefined],
    ["-1", undefined],
    ["", undefined],
  ])("%j is %j", (written, cpus) => expect(parseCpus(written)).toBe(cpus));
});

describe("whole numbers between 1 and 100", () => {
  test.each([
    ["1", 1],
    ["100", 100],
    ["0", undefined],
    ["101", undefined],
    ["1.0", undefined],
    ["0x10", undefined],
    ["", undefined],
  ])("%j is %j", (written, count) => expect(parseCount(written, 1, 100)).toBe(count));
});
