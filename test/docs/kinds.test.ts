import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { BY_HAND, fieldRows, kindsText } from "../../tools/docs/kindsText.ts";

const file = path.join(__dirname, "../../docs/kinds.md");
const shapes = [...kinds, ...BY_HAND.map(({ shape }) => shape)];

test("docs/kinds.md is what `npm run docs` makes of the kinds", () => expect(readFileSync(file, "utf8")).toBe(kindsText()));

test.each(shapes.map((shape) => [shape.type, shape] as const))("%s says what each of its fields is", (_, shape) => {
  const undescribed = fieldRows(shape).filter(({ meta }) => !meta.description);
  expect(undescribed.map(({ path: field }) => field)).toEqual([]);
});

test.each(kinds.map(({ type, doc }) => [type, doc]))("%s says what it is in sentences", (_, doc) => expect(doc).toMatch(/^[A-Z].*\.$/s));
