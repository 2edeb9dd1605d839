import { expect } from "@jest/globals";
import { settled } from "../../providers/coolify/engine/check.ts";
import { at, isSame, type Properties } from "../../providers/coolify/values.ts";
import { shown, surplus, updateKeys, updateLine, type Way, wayOf } from "./expected.ts";
import { ALSO_THERE } from "./furniture.ts";
import type { Lab } from "./lab.ts";
import type { Leaf } from "./leaves.ts";
import { inOtherParent, otherParents } from "./otherParents.ts";
import { otherValues } from "./otherValues.ts";
import { lineOf, type Sent, writesOf } from "./recorder.ts";
import { keyText, referencesOf, withAt } from "./references.ts";
import { inputsElsewhere } from "./surroundings.ts";

/** Inputs as people write them and as the provider checked them. */
export interface Wish {
  given: Properties;
  checked: Properties;
}

/** @throws when the provider does not take them */
export async function wishFor(lab: Lab, given: Properties): Promise<Wish> {
  const { inputs, faults } = await lab.checked(given);
  if (faults.length > 0) throw new Error(`${lab.kind.type} does not take its own example: ${faults.join("; ")}`);
  return { given, checked: inputs };
}

/** Inputs in which one field is another one. Not all need be legal. */
function candidates(lab: Lab, base: Properties, { path, peeled }: Leaf): Properties[] {
  const { example, type } = lab.kind;
  const reference = referencesOf(example).find((one) => one.path === path);
  if (reference) return [inputsElsewhere(type, reference, (name) => lab.parents.outputs(name), base)];
  if (at(example, path) === "<PrivateKey text>") return [withAt(base, path, keyText("another"))];
  const outputs = (name: string) => lab.parents.outputs(name);
  if (otherParents(type).includes(path)) return [inOtherParent(type, path, base, outputs)];
  const named = ALSO_THERE[path]?.[String(at(base, path))];
  return [...(named ? [named] : []), ...otherValues(peeled, at(base, path))].map((value) => withAt(base, path, value));
}

export interface Change {
  from: Wish;
  to: Wish;
  way: Way;
}

/** A legal change of the field that reaches Coolify, or one that does not where there is no better one; undefined where none is legal. */
export async function changeOf(lab: Lab, base: Properties, leaf: Leaf): Promise<Change | undefined> {
  const from = await wishFor(lab, base);
  let silent: Change | undefined;
  for (const given of candidates(lab, base, leaf)) {
    const { inputs: checked, faults } = await lab.checked(given);
    if (faults.length > 0 || isSame(at(checked, leaf.path), at(from.checked, leaf.path))) continue;
    const way = wayOf(lab.kind, leaf.path, from.checked, checked);
    if (way !== "nothing") return { from, to: { given, checked }, way };
    silent ??= { from, to: { given, checked }, way };
  }
  return silent;
}

function expectReplaced(lab: Lab, done: string, sent: readonly Sent[], before: string): void {
  const [first, second] = writesOf(sent).map(({ method }) => method);
  expect({ done, isAnother: lab.id !== before }).toEqual({ done: "replace", isAnother: true });
  if (lab.kind.routes.delete) expect([first, second]).toEqual(["DELETE", expect.stringMatching(/^(POST|PATCH|PUT)$/)]);
}

function expectTagged(lab: Lab, sent: readonly Sent[], stale: Properties, wanted: unknown): void {
  const below = (lab.kind.tags ?? "").replace("{uuid}", lab.id);
  const writes = writesOf(sent).map(lineOf);
  expect(writes.length > 0).toBe(!isSame(stale.tags, wanted));
  expect(writes.filter((line) => !line.includes(` ${below}`))).toEqual([]);
}

function expectUpdated(lab: Lab, { to }: Change, sent: readonly Sent[], stale: Properties): void {
  // What state has: where a field was left out it may hold more than people wrote.
  const keys = updateKeys(lab.kind, settled(lab.kind, stale), to.checked, lab.id);
  const wanted = keys.length > 0 ? [[updateLine(lab.kind, to.checked, lab.id), ...keys].join(" ")] : [];
  expect(writesOf(sent).slice(0, 1).map(shown)).toEqual(wanted);
  expect(surplus(lab.kind, keys, sent)).toEqual([]);
}

/** One change: what is sent for it, that nothing differs afterwards, and that Coolify shows it. */
export async function expectChange(lab: Lab, { path, peeled }: Leaf, change: Change): Promise<void> {
  const [id, stale] = [lab.id, lab.outputs];
  const { done, sent } = await lab.up(change.to.given);
  if (change.way === "replace") expectReplaced(lab, done, sent, id);
  if (change.way === "tags") expectTagged(lab, sent, stale, change.to.checked.tags);
  if (change.way === "move") expect(writesOf(sent).map(shown)).toEqual([expect.stringMatching(/^POST .*\/move environment_uuid$/)]);
  if (change.way === "update") expectUpdated(lab, change, sent, stale);
  if (change.way !== "replace") expect(lab.id).toBe(id);
  if (change.way === "nothing") expect(writesOf(sent)).toEqual([]);
  if (lab.kind.exempt?.refresh) return;
  expect((await lab.refresh()).differs).toBe(false);
  // Read once more as if state had never heard of the change: what only state knows would not be seen when people change it.
  const wanted = at(change.to.checked, path);
  if (change.way !== "update" || writesOf(sent).length === 0 || wanted === undefined || peeled.meta.writeOnly) return;
  const live = await lab.read(lab.id, stale);
  expect({ [path]: at(live, path) }).toEqual({ [path]: wanted });
}
