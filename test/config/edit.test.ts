import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { EditError, withValue } from "../../config/edit.ts";

const FILE = `# AIR: a comment at the top
code: air   # stays

brand:
  primary: "#0f62fe" # in quotes
source: { repository: https://x.org/a } # flow

environments:
  # production has its own
  production:
    domains: [air.io]
    limits: { memory: 1G }
  staging: {}
  development:
`;

test.each([
  ["a value is replaced, the comment behind it stays", ["brand", "primary"], "#ffffff", '  primary: "#ffffff" # in quotes\n'],
  ["one inside braces", ["environments", "production", "limits", "memory"], "2G", "    limits: { memory: 2G }\n"],
  ["one more inside braces", ["environments", "production", "limits", "cpus"], "0.5", '    limits: { memory: 1G, cpus: "0.5" }\n'],
  ["into empty braces", ["environments", "staging", "limits", "memory"], "1G", "  staging: { limits: { memory: 1G } }\n"],
  ["below a key that has nothing", ["environments", "development", "branch"], "fix", "  development:\n    branch: fix\n"],
  [
    "behind the last key of a block",
    ["environments", "production", "branch"],
    "hotfix",
    "    limits: { memory: 1G }\n    branch: hotfix\n",
  ],
  ["a list", ["environments", "production", "domains"], ["a.io", "b.io"], "    domains: [a.io, b.io]\n"],
  ["a new block at the end of the file", ["variables", "A"], "1", 'variables:\n  A: "1"\n'],
  ["null, which removes", ["environments", "production", "limits"], null, "    limits: null\n"],
  ["a text of several lines", ["brand", "logo"], "a\nb", '  logo: "a\\nb"\n'],
])("%s", (_, path, value, expected) => {
  const edited = withValue(FILE, path, value);
  expect(edited).toContain(expected);
  for (const comment of FILE.match(/#.*$/gm) ?? []) expect(edited).toContain(comment.startsWith("#0f") ? "# in quotes" : comment);
});

test("where a value stands in the way nothing is written", () => {
  expect(() => withValue(FILE, ["code", "x"], "1")).toThrow(EditError);
  expect(() => withValue("a: [", ["b"], "1")).toThrow(EditError);
  expect(() => withValue("a: &x 1\nb: *x\n", ["a"], "2")).toThrow("copies");
});

test("an empty file, and one whose last line has no end", () => {
  expect(withValue("", ["a", "b"], "c")).toBe("a:\n  b: c\n");
  expect(withValue("a: 1", ["b"], "c")).toBe("a: 1\nb: c\n");
  expect(withValue("a: 1\r\nb: 2\r\n", ["c"], "d")).toBe("a: 1\r\nb: 2\r\nc: d\r\n");
});

const key = fc.constantFrom("a", "b", "c-d", "e_f");
test("whatever stands there, only the one value changes, or nothing does", () => {
  const { map } = fc.letrec((tie) => ({
    map: fc.dictionary(key, tie("node"), { minKeys: 1, maxKeys: 3 }),
    node: fc.oneof({ maxDepth: 3 }, fc.string(), fc.constant({}), fc.boolean(), fc.array(fc.string(), { maxLength: 2 }), tie("map")),
  })) as { map: fc.Arbitrary<object> };
  const value = fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.array(fc.string(), { maxLength: 2 }));
  let edits = 0;
  fc.assert(
    fc.property(map, fc.array(key, { minLength: 1, maxLength: 3 }), value, (object, path, wanted) => {
      try {
        const made = parse(withValue(stringify(object), path, wanted));
        edits++;
        expect(path.reduce<never>((inner, step) => inner?.[step] as never, made as never)).toEqual(wanted);
      } catch (error) {
        if (!(error instanceof EditError)) throw error;
      }
    }),
  );
  expect(edits).toBeGreaterThan(40);
});
