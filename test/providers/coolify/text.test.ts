import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { freeText } from "../../../providers/coolify/kinds/applicationText.ts";
import { shownName, text, trimmed, webAddress } from "../../../providers/coolify/text.ts";
import { Variable } from "../../../providers/coolify/variables/variable.ts";
import { trimmed as coolifys } from "../../../sandbox/coolify/http/normalise.ts";

test("T11: texts are trimmed as Coolify trims them, invisible signs included", () => {
  expect(trimmed("\u200b\n a\u00adb \ufeff\r\n")).toBe("a\u00adb");
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", " ", "\n", "\u200b", "\u3164", "é", "😀", "\u{1d173}") }),
      (any) => trimmed(any) === coolifys(any),
    ),
  );
});

test("a large text is trimmed in no time, in variables and commands too, whatever it is full of", () => {
  const gap = `a${" ".repeat(400_000)}b`;
  const began = Date.now();
  expect(trimmed(` ${gap}\u{1d173}`)).toBe(gap);
  expect(Variable.parse({ value: ` ${gap} ` }).value).toBe(gap);
  expect(freeText().parse(` ${gap} `)).toBe(gap);
  expect(Date.now() - began).toBeLessThan(5000);
});

describe("texts", () => {
  test("that are too long are refused, not cut", () => {
    expect(text().safeParse("a".repeat(255)).success).toBe(true);
    expect(text().safeParse("a".repeat(256)).error?.issues[0]?.message).toMatch(/at most 255 characters/);
  });
  test.each(["a<b", "a\nb", "", "  "])("that Coolify would change are no names: %j", (name) =>
    expect(shownName().safeParse(name).success).toBe(false),
  );
  test("of addresses lose the slash at their end", () =>
    expect(webAddress().parse("https://example.com/a//")).toBe("https://example.com/a"));
});
