import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { OPERATIONS, type ResourceChange, type StackPreview } from "../../../verbs/pullRequest/change.ts";
import { GITHUB_LIMIT, renderMarkdown } from "../../../verbs/pullRequest/markdown.ts";
import { cell, code } from "../../../verbs/pullRequest/text.ts";
import { cellsOf, outsideCode } from "./readMarkdown.ts";

const NASTY = [
  "|",
  "`",
  "``",
  "\\",
  "\\|",
  "\n",
  "\r\n",
  "\u2028",
  "<b>",
  "<!--",
  "-->",
  "@octocat",
  "#1",
  "https://x.y",
  "[a](b)",
  "![",
  "</details>",
  "\u202e",
  " ",
  "&lt;",
  "~~~",
  "```",
  "---",
  "🌈",
  "\ud800",
  "$x$",
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: "binary", maxLength: 5 })), { maxLength: 30 })
  .map((parts) => parts.join(""));

const change: fc.Arbitrary<ResourceChange> = fc.record(
  {
    operation: fc.constantFrom(...OPERATIONS),
    kind: fc.constantFrom("Application", "Database"),
    name: hostile,
    fields: fc.array(fc.record({ path: hostile, old: hostile, new: hostile }, { requiredKeys: ["path"] }), { maxLength: 4 }),
    risk: fc.record({ weight: fc.constantFrom("lost", "perhaps", "refused"), words: fc.constant("is deleted **with its data**.") }),
  },
  { requiredKeys: ["operation", "kind", "name", "fields"] },
);

const preview: fc.Arbitrary<StackPreview> = fc.record(
  {
    stack: hostile,
    outcome: fc.constantFrom("previewed", "failed", "removed"),
    changes: fc.array(change, { maxLength: 6 }),
    notices: fc.array(hostile, { maxLength: 2 }),
    failure: fc.record({ message: hostile, hint: hostile, exit: fc.constant(4) }),
  },
  { requiredKeys: ["stack", "outcome", "changes", "notices"] },
);

describe("a text of anybody's is only ever code", () => {
  test("one line, one span, which ends where the text ends", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const span of [code(text), cell(text)]) {
          expect(span).not.toMatch(/[\n\r\u2028]/);
          expect(outsideCode(span)).toBe("");
          expect(span.isWellFormed()).toBe(true);
        }
        expect(cellsOf(`| ${cell(text)} | b |`)).toHaveLength(2);
      }),
      { numRuns: 500 },
    );
  });

  test("what stands outside of code in a whole comment are our own words", () => {
    fc.assert(
      fc.property(fc.array(preview, { maxLength: 6 }), (previews) => {
        for (const line of renderMarkdown(previews).split("\n")) {
          const ours = outsideCode(line);
          expect(ours).toMatch(/^[\w .,:;|*#>!()[\]→±–<-]*$/);
          expect(
            ours.replace("<br>", "").replace("[!CAUTION]", "").replace("[!WARNING]", "").replace("pf preview <stack>", ""),
          ).not.toMatch(/[<[@]|https?:|^#\d/);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("every row has as many cells as its head", () => {
    fc.assert(
      fc.property(fc.array(preview, { maxLength: 6 }), (previews) => {
        let columns = 0;
        for (const line of renderMarkdown(previews).split("\n")) {
          if (!line.startsWith("|")) columns = 0;
          else if (columns === 0) columns = cellsOf(line).length;
          else expect(cellsOf(line)).toHaveLength(columns);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("what is hostile is still legible", () => {
    expect(cell("a|b")).toBe("`a\\|b`");
    expect(code("a `b`")).toBe("`` a `b` ``");
    expect(code("two\nlines \u202e")).toBe("`two⏎lines \\u{202e}`");
    expect(code("@octocat <b>")).toBe("`@octocat <b>`");
    expect(code("x".repeat(500))).toHaveLength(162);
  });
});

const big = (stack: string, resources: number, width = 60): StackPreview => ({
  stack,
  outcome: "previewed",
  notices: [],
  changes: Array.from({ length: resources }, (_, at) => {
    const operation = OPERATIONS[at % OPERATIONS.length] ?? "created";
    return {
      operation,
      kind: "Application",
      name: `${stack}-app-${at}`,
      fields: operation === "changed" ? [{ path: `limits.field${at}`, old: "o".repeat(width), new: "n".repeat(width) }] : [],
      ...(operation === "deleted" ? { risk: { weight: "lost" as const, words: "is deleted **with its data**." } } : {}),
    };
  }),
});

describe("the length of a comment", () => {
  test("stays below GitHub's limit, whatever comes", () => {
    fc.assert(
      fc.property(fc.array(preview, { maxLength: 40 }), fc.integer({ min: 3_000, max: 9_000 }), (previews, limit) => {
        expect(Buffer.byteLength(renderMarkdown(previews, { limit }))).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ["100 stacks with 20 resources", 100, 20, 60],
    ["100 stacks with 300 wide ones", 100, 300, 160],
    ["one with 5,000", 1, 5_000, 160],
    ["1,000 stacks", 1_000, 5, 20],
  ])("%s", (_, stacks, resources, width) => {
    const text = renderMarkdown(Array.from({ length: stacks }, (__, at) => big(`stack-${at}`, resources, width)));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(GITHUB_LIMIT);
    expect(text).toContain("**Shortened**");
    // It is made use of what there is room for.
    expect(Buffer.byteLength(text)).toBeGreaterThan(GITHUB_LIMIT / 3);
    expect(text).toMatch(/\d+ lost/);
  });

  test("with 100 stacks every one is still in the overview, and data at risk is the last to go", () => {
    const text = renderMarkdown(Array.from({ length: 100 }, (_, at) => big(`stack-${at}`, 20)));
    for (let at = 0; at < 100; at++) expect(text).toContain(`| \`stack-${at}\` | 4 | 4 | 4 | 4 | 4 | **4 lost** |`);
    expect(text).toContain("is deleted **with its data**");
  });

  test("a short one says everything and nothing of shortening", () => {
    const text = renderMarkdown([big("air", 5)]);
    expect(text).not.toContain("Shortened");
    expect(text).toContain(`| changed | \`Application air-app-2\` | \`limits.field2\` | \`${"o".repeat(60)}\` | \`${"n".repeat(60)}\` |`);
  });

  test("only the longest is shortened where that is enough", () => {
    const text = renderMarkdown([big("small", 5), big("huge", 2_000)]);
    expect(text).toContain("created | `Application small-app-4`");
    expect(text).not.toContain("created | `Application huge-app-4`");
  });
});
