import { execFileSync } from "node:child_process";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { shellQuote } from "../../tools/quote.ts";

/** What a real shell makes of it. The full stop keeps `$( )` from cutting newlines at the end. */
const throughShell = (text: string) =>
  execFileSync("sh", ["-c", `x=${shellQuote(text)}; printf %s "$x".`], { encoding: "utf8" }).slice(0, -1);

describe("shellQuote", () => {
  test.each(["", "plain", "two words", "it's", `"double"`, "$(touch /tmp/x)", "`id`", "$HOME", "a\nb\n", "\\", "''", "!history", "*"])(
    "keeps %j",
    (text) => expect(throughShell(text)).toBe(text),
  );

  test("keeps whatever is thrown at it", () => {
    const hostile = fc.string({ unit: fc.constantFrom("'", '"', "$", "(", ")", "`", "\\", "\n", " ", "a", ";", "&", "ä") });
    fc.assert(
      fc.property(hostile, (text) => throughShell(text) === text),
      { numRuns: 40 },
    );
  });
});
