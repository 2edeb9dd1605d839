import { describe, expect, test } from "@jest/globals";
import { check } from "../../../../providers/coolify/engine/check.ts";
import { diff, pendingKeys } from "../../../../providers/coolify/engine/diff.ts";
import type { Kind } from "../../../../providers/coolify/kind.ts";
import { kinds } from "../../../../providers/coolify/kinds/index.ts";
import { UNKNOWN } from "../../../../providers/coolify/unknown.ts";
import { kindOf, samples } from "../../samples.ts";

describe.each(Object.entries(samples))("%s", (name, sample) => {
  const kind = kinds.find(({ type }) => type === kindOf(name)) as Kind;
  const { inputs } = check(kind, sample.inputs);
  const outputs = { ...inputs, uuid: "u", owner: { team: 1, since: "x" } };
  const changed = (more: Record<string, unknown>) => check(kind, { ...inputs, ...more }).inputs;

  test("the same inputs are no change, whatever the order of keys", () => {
    const reversed = Object.fromEntries(Object.entries(inputs).reverse());
    expect(diff(kind, outputs, reversed)).toEqual({ changes: false, replaces: [], deleteBeforeReplace: true });
  });

  test("a change in place names its wire keys alone", () => {
    const news = changed(sample.update?.inputs ?? {});
    expect(pendingKeys(kind, outputs, news)).toEqual(Object.keys(sample.update?.body ?? {}));
    expect(diff(kind, outputs, news)).toMatchObject({ changes: sample.update !== undefined, replaces: [] });
  });

  test("what cannot be changed in place is another object", () => {
    for (const [field, more] of Object.entries(sample.replace))
      expect(diff(kind, outputs, changed(more))).toEqual({ changes: true, replaces: [field], deleteBeforeReplace: true });
    // Every input that the kind says to replace on is shown by the sample.
    const shown = Object.keys(sample.replace);
    const declared = kind.replaceOn.map((path) => path.split(".")[0]).filter((field) => field !== "destination");
    if (name === kind.type) expect(shown).toEqual([...new Set(declared)]);
  });

  test("something unknown is a change, but nothing is torn down on a guess", () => {
    const field = Object.keys(sample.replace)[0] ?? "name";
    expect(diff(kind, outputs, { ...inputs, [field]: UNKNOWN })).toMatchObject({ changes: true, replaces: [] });
  });

  test("a write that was left unfinished is a change", () =>
    expect(diff(kind, { ...outputs, unfinished: ["name"] }, inputs)).toMatchObject({ changes: true, replaces: [] }));
});

test("a destination that is named later on replaces nothing", () => {
  const kind = kinds.find(({ type }) => type === "Application") as Kind;
  const { inputs } = check(kind, samples.Application?.inputs ?? {});
  expect(diff(kind, inputs, { ...inputs, destination: "coolify" })).toMatchObject({ changes: false, replaces: [] });
});
