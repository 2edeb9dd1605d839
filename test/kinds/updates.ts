import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Kind } from "../../providers/coolify/kind.ts";
import { at, isRecord, type Properties } from "../../providers/coolify/values.ts";
import { type Change, changeOf, expectChange, wishFor } from "./alone.ts";
import { wayOf } from "./expected.ts";
import { Lab } from "./lab.ts";
import { fieldsOf, type Leaf, OF_THE_PROGRAM, type Variant, variantsOf } from "./leaves.ts";
import { NUMBERED } from "./numbered.ts";
import { isReachable, otherParents } from "./otherParents.ts";
import { record } from "./recorder.ts";
import { referencesOf, withAt } from "./references.ts";
import { variants } from "./variants.ts";

type Base = () => Properties;

/** The example in another form: as somebody wrote it out, or with the other option of a union in its place. */
const as = (lab: Lab, { path, mark, value }: Variant): Properties => {
  const written = Object.values(variants[lab.kind.type] ?? {}).find((inputs) => markAt(inputs, path).includes(mark));
  return written ? lab.filled(written) : withAt(lab.inputs(), path, value);
};
const markAt = (inputs: Properties, path: string): unknown[] => {
  const value = at(inputs, path);
  return isRecord(value) ? Object.values(value) : [];
};

/** Inputs in all forms: some fields mean something in some of them only. */
const basesOf = (lab: Lab): Base[] => [
  () => lab.inputs(),
  ...Object.values(variants[lab.kind.type] ?? {}).map((inputs) => () => lab.filled(inputs)),
  ...variantsOf(lab.kind.input, lab.kind.example).map((variant) => () => as(lab, variant)),
];

const cannotGuess = (kind: Kind, path: string) =>
  `${kind.type}.${path}: no other legal value can be guessed. Put .meta({ examples: [a, b] }) on the field.`;
const reachesNothing = (kind: Kind, path: string) =>
  `${kind.type}.${path}: a change of it reaches Coolify nowhere. Write it in toWire, name it in replaceOn, or say why with .meta({ onlyCreate: "contract …" }).`;

/** The first of the bases in which a change of the field reaches Coolify. @throws when there is none */
async function reaching(lab: Lab, leaf: Leaf, bases: readonly Base[]): Promise<{ change: Change; base: Base }> {
  let silent: { change: Change; base: Base } | undefined;
  for (const base of bases) {
    const { faults } = await lab.checked(base());
    const change = faults.length > 0 ? undefined : await changeOf(lab, base(), leaf);
    if (change && change.way !== "nothing") return { change, base };
    silent ??= change && { change, base };
  }
  if (!silent) throw new Error(cannotGuess(lab.kind, leaf.path));
  const isNamedLater = lab.kind.replaceOn.some((path) => leaf.path === path) && at(silent.base(), leaf.path) === undefined;
  if (!leaf.peeled.meta.onlyCreate && !isNamedLater) throw new Error(reachesNothing(lab.kind, leaf.path));
  return silent;
}

/** There and back; what may be left out is left out and given again. */
async function expectAlone(lab: Lab, leaf: Leaf, bases: readonly Base[]): Promise<void> {
  const { change, base } = await reaching(lab, leaf, bases);
  await lab.up(change.from.given);
  await lab.composeFileRead();
  await expectChange(lab, leaf, change);
  const isReference = referencesOf(lab.kind.example).some(({ path }) => path === leaf.path);
  // With a GitHub app its key went (contract 11): it is made again before it is named again.
  if (change.way === "replace" && (isReference || otherParents(lab.kind.type).includes(leaf.path))) await lab.mendSurroundings();
  const from = await wishFor(lab, base());
  await expectChange(lab, leaf, { from: change.to, to: from, way: wayOf(lab.kind, leaf.path, change.to.checked, from.checked) });
  const { given, checked } = from;
  if (!leaf.peeled.isOptional || isReference || change.way === "replace" || at(given, leaf.path) === undefined) return;
  const without = withAt(given, leaf.path, undefined);
  if ((await lab.checked(without)).faults.length > 0) return;
  const unset = await wishFor(lab, without);
  const way = wayOf(lab.kind, leaf.path, checked, unset.checked);
  await expectChange(lab, leaf, { from, to: unset, way });
  const again = wayOf(lab.kind, leaf.path, unset.checked, checked);
  await expectChange(lab, leaf, { from: unset, to: from, way: again });
}

/** With the numbers of the traps that it shows. */
const titleOf = (type: string, field: string) => `${NUMBERED[`${type} ${field}`] ?? ""}${field.split(" ").at(-1)} alone`;

/** Each field of a kind changed by itself, and each other form that its unions may take. */
export function updatesOf(kind: Kind): void {
  const { exempt, input, example, type } = kind;
  const reason = exempt?.update;
  if (reason) return void test(`no update: ${reason}`, () => expect(reason).toMatch(/contract \d/));
  let lab: Lab;
  beforeAll(async () => {
    record();
    lab = await Lab.open(type);
    await lab.up();
  });
  afterAll(() => lab?.close());

  // What no example can be put into is left to the tests of the kind.
  const unreachable = otherParents(type).filter((key) => !isReachable(type, key));
  const own = fieldsOf(input, example).filter(({ path }) => !unreachable.includes(path));
  const ofProgram = Object.keys(input.shape).filter((key) => OF_THE_PROGRAM.includes(key));
  test(`${own.length} fields, besides those of the program: ${ofProgram.join(", ")}`, () => expect(own.length).toBeGreaterThan(0));
  for (const leaf of own) test(titleOf(type, leaf.path), () => expectAlone(lab, leaf, basesOf(lab)));

  const forms = variantsOf(input, example);
  const inVariant = (variant: Variant) => {
    const { path, mark } = variant;
    const inside = fieldsOf(input, withAt(example, path, variant.value)).filter((leaf) => leaf.path.startsWith(`${path}.`));
    test(`${NUMBERED[`${type} ${path} ${mark}`] ?? ""}instead`, async () => {
      const [from, to] = [await wishFor(lab, await settled()), await wishFor(lab, as(lab, variant))];
      const leaf = { path, peeled: { core: input, meta: {}, isOptional: false, isNullable: false, fallback: undefined } };
      const way = wayOf(kind, path, from.checked, to.checked);
      await expectChange(lab, leaf, { from, to, way });
      expect([mark, way]).not.toEqual([mark, "nothing"]);
    });
    for (const leaf of inside)
      test(titleOf(type, `${path} ${mark} ${leaf.path}`), () => expectAlone(lab, leaf, [() => as(lab, variant), ...basesOf(lab)]));
  };
  for (const variant of forms) describe(`${variant.path} ${variant.mark}`, () => inVariant(variant));

  const settled = async () => {
    await lab.up();
    return lab.inputs();
  };
}
