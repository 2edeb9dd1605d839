import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { find, type Located, type LocatedRecord, type Plain, plain } from "../../config/located.ts";
import { merge } from "../../config/merge.ts";

type Tree = { [key: string]: Plain };

/** A layer as if read from a file of that name. */
function layer(tree: Tree, file: string): LocatedRecord {
  return locate(tree, file) as LocatedRecord;
}

function locate(value: Plain, file: string): Located {
  const at = { file, line: 1, column: 1 };
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => locate(item, file)), at };
  if (value === null || typeof value !== "object") return { kind: "scalar", value, at };
  return {
    kind: "record",
    entries: new Map(Object.entries(value).map(([key, item]) => [key, { key: at, value: locate(item, file) }])),
    at,
  };
}

function merged(...trees: [Tree, ...Tree[]]): Plain {
  const [farthest, ...nearer] = trees.map((tree, index) => layer(tree, `layer${index}`));
  return plain(merge([farthest as LocatedRecord, ...nearer]));
}

const key = fc.constantFrom("a", "b", "c", "__proto__");
const { tree } = fc.letrec<{ tree: Tree; value: Plain }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, fc.constantFrom<Plain>(null, true, "x", "y"), fc.array(fc.constantFrom<Plain>("x", "y")), tie("tree")),
  tree: fc.array(fc.tuple(key, tie("value")), { maxLength: 4 }).map((entries): Tree => Object.fromEntries(entries)),
}));

/** What the schema makes of layers: each key has one kind, and nothing is removed. */
const inner = fc.record({ d: fc.constantFrom("x", "y"), e: fc.array(fc.constantFrom("x", "y")) }, { requiredKeys: [] });
const shaped: fc.Arbitrary<Tree> = fc
  .record({ a: fc.constantFrom("x", "y"), b: fc.array(fc.constantFrom("x", "y")), c: inner }, { requiredKeys: [] })
  .map((value) => JSON.parse(JSON.stringify(value)) as Tree);

describe("merging layers", () => {
  test("a nearer value wins, records merge, lists replace, null removes", () => {
    const farther = { limits: { memory: "256M", cpus: "0.25" }, domains: ["a", "b"], port: "3000", old: { x: "1" } };
    const nearer = { limits: { memory: "768M" }, domains: ["c"], port: null, old: null };
    expect(merged(farther, nearer)).toEqual({ limits: { memory: "768M", cpus: "0.25" }, domains: ["c"] });
  });

  test("how layers are grouped does not matter where each key has one kind and nothing is removed", () => {
    fc.assert(
      fc.property(shaped, shaped, shaped, (a, b, c) => {
        const [x, y, z] = [layer(a, "a"), layer(b, "b"), layer(c, "c")] as const;
        expect(merge([merge([x, y]), z])).toEqual(merge([x, merge([y, z])]));
        expect(merge([merge([x, y]), z])).toEqual(merge([x, y, z]));
      }),
    );
  });

  test("an empty layer and a repeated one change nothing", () => {
    fc.assert(
      fc.property(tree, (a) => {
        const once = merged(a);
        expect(merged(a, {})).toEqual(once);
        expect(merged({}, a)).toEqual(once);
        expect(merged(a, a)).toEqual(once);
      }),
    );
  });

  test("null removes exactly what it names, and none is left in the result", () => {
    fc.assert(
      fc.property(tree, key, (a, removed) => {
        const rest = { ...(merged(a) as Tree) };
        delete rest[removed];
        const result = merged(a, Object.fromEntries([[removed, null]])) as Tree;
        expect(Object.keys(result).sort()).toEqual(
          Object.keys(merged(a) as Tree)
            .filter((name) => name !== removed)
            .sort(),
        );
        for (const name of Object.keys(result)) expect(result[name]).toEqual((merged(a) as Tree)[name]);
        expect(leaves(merge([layer(a, "a")])).filter(({ value }) => value === null)).toEqual([]);
      }),
    );
  });

  test("a list is the nearest list, whole", () => {
    fc.assert(
      fc.property(tree, key, fc.array(fc.constantFrom<Plain>("x", "y", "z")), (a, name, list) => {
        expect((merged(a, Object.fromEntries([[name, list]])) as Tree)[name]).toEqual(list);
      }),
    );
  });

  test("the place of a value is the nearest layer that says anything there", () => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 5 }), (trees) => {
        const layers = trees.map((value, index) => layer(value, `layer${index}`));
        const result = merge(layers as [LocatedRecord, ...LocatedRecord[]]);
        for (const { path, file } of leaves(result)) {
          const winner = layers.findLastIndex((candidate) => find(candidate, path) !== undefined);
          expect(file).toBe(`layer${winner}`);
        }
      }),
    );
  });

  test("layers stay as they were", () => {
    const farther = layer({ a: { b: "x" } }, "farther");
    merge([farther, layer({ a: { b: "y" } }, "nearer")]);
    expect(plain(farther)).toEqual({ a: { b: "x" } });
  });
});

function leaves(located: Located, path: string[] = []): { path: string[]; file: string; value: Plain }[] {
  if (located.kind !== "record") return [{ path, file: located.at.file, value: plain(located) }];
  return [...located.entries].flatMap(([name, entry]) => leaves(entry.value, [...path, name]));
}
