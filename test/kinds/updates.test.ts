import { describe, expect, test } from "@jest/globals";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { fieldsOf, variantsOf } from "./leaves.ts";
import { NUMBERED } from "./numbered.ts";
import { withAt } from "./references.ts";
import { updatesOf } from "./updates.ts";

describe.each(kinds.map((kind) => [kind.type, kind] as const))("%s", (_, kind) => updatesOf(kind));

test("every field that is numbered as a trap is tested", () => {
  const tested = kinds.flatMap(({ type, input, example }) => [
    ...fieldsOf(input, example).map(({ path }) => `${type} ${path}`),
    ...variantsOf(input, example).flatMap(({ path, mark, value }) => [
      `${type} ${path} ${mark}`,
      ...fieldsOf(input, withAt(example, path, value)).map((leaf) => `${type} ${path} ${mark} ${leaf.path}`),
    ]),
  ]);
  expect(Object.keys(NUMBERED).filter((name) => !tested.includes(name))).toEqual([]);
});
