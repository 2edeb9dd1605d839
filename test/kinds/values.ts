import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Kind } from "../../providers/coolify/kind.ts";
import { at, isRecord, isSame, type Properties } from "../../providers/coolify/values.ts";
import { definitionOf, type Peeled, peel } from "../../tools/docs/schema.ts";
import { wayOf } from "./expected.ts";
import { Lab, messageOf } from "./lab.ts";
import { fieldsOf, type Leaf, variantsOf } from "./leaves.ts";
import { valueClasses } from "./otherValues.ts";
import { record } from "./recorder.ts";
import { referencesOf, withAt } from "./references.ts";

/** Whether people write a text into the field, by itself or as items or entries. */
const textOf = ({ core }: Peeled): "text" | "list" | "record" | undefined => {
  const { type, element, valueType } = definitionOf(core);
  if (type === "string") return "text";
  if (type === "array" && element && definitionOf(peel(element).core).type === "string") return "list";
  return type === "record" && valueType && definitionOf(peel(valueType).core).type === "string" ? "record" : undefined;
};

/** The classes of a text, where it stands in the field. */
function classesOf(leaf: Leaf, value: unknown): [string, unknown][] {
  const { element, valueType } = definitionOf(leaf.peeled.core);
  if (textOf(leaf.peeled) === "text") return valueClasses(leaf.peeled, value);
  const [key, first] = Object.entries(isRecord(value) || Array.isArray(value) ? value : {})[0] ?? ["KEY", undefined];
  const inside = valueClasses(peel((element ?? valueType) as never), first).filter(([, one]) => one !== undefined);
  if (!element) return inside.map(([name, one]) => [name, { [key]: one }]);
  return [["no item", []], ...inside.map(([name, one]): [string, unknown] => [name, [one]])];
}

/** What a refusal must be: words about this field that a person understands. */
const isSentence = (fault: string) => /^\S+ \S+ \S+/.test(fault) && !/ Invalid input$/.test(fault);

const UNKNOWN_NAME = /: (Coolify has no \w|The project has no environment )|Coolify knows no one-click service/;

/** What goes wrong with one value: it is refused in words, or written and read back as it is. */
async function problemWith(lab: Lab, { path, peeled }: Leaf, given: Properties): Promise<string | undefined> {
  const { inputs, faults } = await lab.checked(given);
  if (faults.length > 0) return faults.every(isSentence) ? undefined : `is refused without a sentence: ${faults.join("; ")}`;
  const [before, stale] = [await lab.checked(lab.wish ?? lab.inputs()), lab.outputs];
  const message = await messageOf(lab.up(given));
  // Names are looked up while creating (decision 19): that Coolify has no such thing is said in words of ours.
  if (UNKNOWN_NAME.test(message)) return undefined;
  if (message !== "went well") return message;
  if (lab.kind.exempt?.refresh) return undefined;
  if ((await lab.refresh()).differs) return `reads back otherwise: ${JSON.stringify(lab.outputs[path.split(".")[0] ?? ""])}`;
  const inPlace = wayOf(lab.kind, path, before.inputs, inputs) === "update" && at(inputs, path) !== undefined && !peeled.meta.writeOnly;
  const live = inPlace ? at(await lab.read(lab.id, stale), path) : at(inputs, path);
  return isSame(live, at(inputs, path)) ? undefined : `reads back as ${JSON.stringify(live)?.slice(0, 200)}`;
}

/** Every text of a kind in every form that is easily lost on the way to Coolify and back (contract 1.4, 4.6, 16.1). */
export function valuesOf(kind: Kind): void {
  let lab: Lab;
  beforeAll(async () => {
    record();
    lab = await Lab.open(kind.type);
    await lab.up();
  });
  afterAll(() => lab?.close());

  const references = referencesOf(kind.example).map(({ path }) => path);
  const isText = (leaf: Leaf) => textOf(leaf.peeled) !== undefined && !references.includes(leaf.path);
  const own = fieldsOf(kind.input, kind.example).filter(isText);
  const others = variantsOf(kind.input, kind.example).flatMap(({ path, mark, value }) =>
    fieldsOf(kind.input, withAt(kind.example, path, value))
      .filter((leaf) => isText(leaf) && leaf.path.startsWith(`${path}.`))
      .map((leaf) => ({ leaf, title: `${leaf.path} of ${mark}`, base: () => withAt(lab.inputs(), path, value) })),
  );
  const all = [...own.map((leaf) => ({ leaf, title: leaf.path, base: () => lab.inputs() })), ...others];

  if (all.length === 0) test("it has no text of its own", () => expect(own).toEqual([]));
  for (const { leaf, title, base } of all)
    test(`${title}: T10, T11: whatever is taken is read back as it is`, async () => {
      const from = base();
      if ((await lab.checked(from)).faults.length === 0) await lab.up(from);
      const problems: string[] = [];
      for (const [name, value] of classesOf(leaf, at(from, leaf.path))) {
        const problem = await problemWith(lab, leaf, withAt(from, leaf.path, value));
        if (problem) problems.push(`${name}: ${problem}`);
        if (problem || !lab.exists) await lab.startAnew(from);
      }
      expect(problems).toEqual([]);
    });
}
