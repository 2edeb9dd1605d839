import { describe, expect, test } from "@jest/globals";
import { numberOf, retryAfterOf } from "../../../providers/coolify/headers.ts";

const NOW = "Sat, 21 Nov 2026 19:30:00 GMT";

describe("how long a server puts us off", () => {
  test.each([
    ["60", 60],
    [" 7 ", 7],
    ["0", 0],
    ["Sat, 21 Nov 2026 19:30:30 GMT", 30],
    ["Sat, 21 Nov 2026 19:29:00 GMT", 0],
    [undefined, undefined],
    ["", undefined],
    ["-5", undefined],
    ["soon", undefined],
    ["1.5", undefined],
    ["NaN", undefined],
    [["5", "6"], undefined],
  ])("%j", (header, seconds) => expect(retryAfterOf(header, NOW)).toBe(seconds));

  test("a date is compared with the server's clock, or else with ours", () => {
    const soon = new Date(Date.now() + 20_000).toUTCString();
    expect(retryAfterOf(soon, undefined)).toBeGreaterThan(18);
    expect(retryAfterOf(soon, "no date")).toBeLessThan(21);
  });
});

test("a number that is none says nothing", () =>
  expect([numberOf("200"), numberOf("0"), numberOf("many"), numberOf("-1"), numberOf(undefined)]).toEqual([
    200,
    0,
    ...[undefined, undefined, undefined],
  ]));
