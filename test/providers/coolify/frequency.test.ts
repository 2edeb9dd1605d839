import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isFrequency } from "../../../providers/coolify/frequency.ts";
import { isFrequency as sandboxTakes } from "../../../sandbox/coolify/validation/cron.ts";

describe("when something runs", () => {
  test.each(["0 3 * * *", "*/5 0-6,12 1 JAN-MAR mon", "0 0 L * 5#2", "daily", "@hourly", "every_minute"])("%s", (text) =>
    expect(isFrequency(text)).toBe(true),
  );
  test.each(["", "0 3 * *", "60 * * * *", "* * 0 * *", "*/0 * * * *", "1-2-3 * * * *", "at noon", "Daily", "* * * * * *"])(
    "not %s",
    (text) => expect(isFrequency(text)).toBe(false),
  );

  test("whatever is taken, the offline Coolify takes as well", () => {
    const item = fc.stringMatching(/^[0-9*/,\-LW#?JANMOFRIjan]{0,5}$/);
    fc.assert(
      fc.property(fc.array(item, { minLength: 4, maxLength: 6 }), (parts) => {
        const text = parts.join(" ").trim();
        return !isFrequency(text) || sandboxTakes(text);
      }),
      { numRuns: 3000 },
    );
  });
});
