import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { createContext } from "../../../verbs/context.ts";
import { inClear, secretMark, secretPaths } from "../../../verbs/drift/clear.ts";
import { diffLines, tryEdits, writeEdits } from "../../../verbs/drift/edits.ts";
import { withFleet } from "../../config/fleetFolder.ts";

const root = path.join(__dirname, "..", "..", "..");
const FILE = "instances/air.instance.yaml";
const keeping = (where: string[], value: string) => ({ file: FILE, path: where, value, what: where.join(".") });

test("edits are tried on a copy; what makes the YAML wrong is refused with the reason, the rest stays", () => {
  withFleet({}, (config) => {
    const context = createContext(root, { PF_CONFIG: config });
    const before = readFileSync(path.join(config, FILE), "utf8");
    const good = keeping(["environments", "development", "build_command"], "make");
    const wrong = keeping(["environments", "development", "variables", "API_TOKEN"], "in clear");
    const edits = tryEdits(context, { keepings: [wrong, good], refused: [] });
    expect(edits.kept).toEqual([good]);
    expect(edits.refused).toEqual([{ what: wrong.what, reason: expect.stringContaining("looks like a secret") }]);
    expect(readFileSync(path.join(config, FILE), "utf8")).toBe(before);
    expect(edits.files).toMatchObject([{ file: FILE, before, after: expect.stringContaining("build_command: make") }]);

    writeEdits(context, edits.files);
    expect(readFileSync(path.join(config, FILE), "utf8")).toBe(edits.files[0]?.after);
    // Somebody was faster.
    writeFileSync(path.join(config, FILE), "code: air\n");
    expect(() => writeEdits(context, edits.files)).toThrow("was changed meanwhile");
  });
});

test("a diff shows what goes and comes, with two lines around it", () => {
  const text = (lines: string[]) => lines.join("\n");
  expect(
    diffLines(text(["1", "2", "3", "4", "5", "6"]), text(["1", "2", "3", "4", "x", "6"])).map(({ sign, line }) => sign + line),
  ).toEqual([" 3", " 4", "-5", "+x", " 6"]);
  expect(diffLines("a", "a")).toEqual([]);
});

test("secrets of an exported state are found, and read in clear where a provider needs them", () => {
  const state = { a: "x", b: { c: secretMark({ deep: ["y"] }) }, d: [secretMark("z")] };
  expect(inClear(state)).toEqual({ a: "x", b: { c: { deep: ["y"] } }, d: ["z"] });
  expect(secretPaths(state)).toEqual(["b.c", "d.0"]);
});
