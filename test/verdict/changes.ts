import type { Kind } from "../../providers/coolify/kind.ts";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { at, isSame, type Properties } from "../../providers/coolify/values.ts";
import type { Wished } from "../e2e/programs/wished.ts";
import { ALSO_THERE } from "../kinds/furniture.ts";
import { fieldsOf, type Leaf, variantsOf } from "../kinds/leaves.ts";
import { otherValues } from "../kinds/otherValues.ts";
import { keyText, referencesOf, withAt } from "../kinds/references.ts";
import { inputsElsewhere } from "../kinds/surroundings.ts";
import type { Draw } from "./draw.ts";
import { isLegal } from "./legal.ts";
import { referredTo } from "./resolved.ts";
import { argsOf, type Change, type Changed, replaced, type Scene } from "./scene.ts";
import { named, symbolic } from "./wholeStack.ts";

/** Fields that stay as they are, by kind or by name, each with the reason. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  // Coolify deletes the key of a GitHub app along with it (contract 11), also when the app is made anew for another key.
  GithubApp: ["privateKey"],
  // Coolify takes it only where the server drains logs, which no route turns on. An address stays with the part that had it, which no
  // route deletes (contract 13.3), and Coolify gives it to no other.
  ServiceApplication: ["logDrain", "container", "service"],
  ServiceDatabase: ["logDrain"],
  // Others name it by a word.
  elsewhere: ["name"],
  // It is deployed, which only an image does that is there.
  web: ["source"],
};
const isFixed = ({ kind, name }: Wished, path: string) =>
  [...(FIXED[kind] ?? []), ...(FIXED[name] ?? [])].some((fixed) => path === fixed || path.startsWith(`${fixed}.`));

/** Fields that name what must be there: nothing but their examples, or the names in this world. */
const NAMES: readonly string[] = ["container", "urls", "source.key", "source.app"];
const DESTINATIONS: readonly string[] = ["coolify", "elsewhere"];

const kindOf = (wish: Wished): Kind | undefined => kinds.find(({ type }) => type === wish.kind);

const isReference = (value: unknown) => typeof value === "string" && referredTo(value).length > 0;

function leavesOf(wish: Wished, kind: Kind): Leaf[] {
  return fieldsOf(kind.input, argsOf(wish)).filter(({ path }) => !isFixed(wish, path));
}

/** A kind of the stack and one of its fields. */
function drawnLeaf(draw: Draw, { wishes }: Scene, fits: (leaf: Leaf, wish: Wished, kind: Kind) => boolean) {
  for (let turn = 0; turn < 20; turn++) {
    const wish = draw.pick(wishes);
    const kind = wish && kindOf(wish);
    const leaf = kind && draw.pick(leavesOf(wish, kind).filter((one) => fits(one, wish, kind)));
    if (leaf) return { wish, kind, leaf };
  }
  return undefined;
}

function valuesFor({ kind, wish, leaf }: { kind: Kind; wish: Wished; leaf: Leaf }): unknown[] {
  const value = at(argsOf(wish), leaf.path);
  if (leaf.path === "destination") return [...DESTINATIONS];
  const also = ALSO_THERE[leaf.path] ?? {};
  const names = [...Object.keys(also), ...Object.values(also)];
  if (names.length > 0 && !isReference(value)) return names;
  if (at(kind.example, leaf.path) === "<PrivateKey text>") return [keyText(`another of ${wish.name}`), keyText(wish.name)];
  if (NAMES.includes(leaf.path) || (wish.kind === "Service" && leaf.path === "source.name")) return [...(leaf.peeled.meta.examples ?? [])];
  return otherValues(leaf.peeled, isReference(value) ? undefined : value);
}

const isOtherwise = (args: Properties, other: Properties, path: string) => !isSame(at(args, path), at(other, path));

function withLeaf(draw: Draw, scene: Scene, found: NonNullable<ReturnType<typeof drawnLeaf>>): Changed | undefined {
  const { wish, leaf } = found;
  const first = scene.base.find(({ name }) => name === wish.name);
  const former = first && draw.chance(0.4) ? [withAt(argsOf(wish), leaf.path, at(argsOf(first), leaf.path))] : [];
  const others = draw.shuffled(valuesFor(found)).map((value) => withAt(argsOf(wish), leaf.path, value));
  const args = [...former, ...others].find((one) => isOtherwise(argsOf(wish), one, leaf.path) && isLegal(wish.kind, one));
  return args && { what: `${wish.name}.${leaf.path}`, wishes: replaced(scene.wishes, wish.name, args) };
}

const isReferenceAt = ({ path }: Leaf, wish: Wished) => isReference(at(argsOf(wish), path));

/** Another legal value of any field. */
export const anotherValue: Change = (draw, scene) => {
  const found = drawnLeaf(draw, scene, (leaf, wish) => !isReferenceAt(leaf, wish));
  return found && withLeaf(draw, scene, found);
};

/** Another value of a field that cannot be changed in place. */
export const anotherObject: Change = (draw, scene) => {
  const found = drawnLeaf(draw, scene, (leaf, wish, kind) => kind.replaceOn.includes(leaf.path) && !isReferenceAt(leaf, wish));
  return found && withLeaf(draw, scene, found);
};

/** A field that may be left out. */
export const leftOut: Change = (draw, scene) => {
  const found = drawnLeaf(draw, scene, ({ peeled, path }, wish) => peeled.isOptional && at(argsOf(wish), path) !== undefined);
  if (!found) return undefined;
  const { wish, leaf } = found;
  const args = withAt(argsOf(wish), leaf.path, undefined);
  return isLegal(wish.kind, args)
    ? { what: `${wish.name}.${leaf.path} left out`, wishes: replaced(scene.wishes, wish.name, args) }
    : undefined;
};

/** Another project, application, storage, key, and back. */
export const elsewhere: Change = (draw, { wishes, base }) => {
  for (const wish of draw.shuffled(wishes)) {
    const kind = kindOf(wish);
    const reference =
      kind && draw.pick(referencesOf(kind.example).filter(({ path }) => isReference(at(argsOf(wish), path)) && !isFixed(wish, path)));
    if (!kind || !reference || wish.name !== wish.kind) continue;
    const first = base.find(({ name }) => name === wish.name);
    const there = named(inputsElsewhere(wish.kind, reference, symbolic, argsOf(wish))) as Properties;
    const isThere = isSame(at(there, reference.path), at(argsOf(wish), reference.path));
    const keys = isThere ? Object.keys(argsOf(first as Wished)).filter((key) => isReference(argsOf(first as Wished)[key])) : [];
    const args = isThere ? { ...argsOf(wish), ...Object.fromEntries(keys.map((key) => [key, argsOf(first as Wished)[key]])) } : there;
    const names = wishes.map(({ name }) => name);
    if (!referredTo(args).every((name) => names.includes(name)) || isSame(args, argsOf(wish)) || !isLegal(wish.kind, args)) continue;
    return { what: `${wish.name}.${reference.path} elsewhere`, wishes: replaced(wishes, wish.name, args) };
  }
  return undefined;
};

/** Another option of a union: another source, another engine, another channel. */
export const anotherForm: Change = (draw, { wishes }) => {
  for (const wish of draw.shuffled(wishes)) {
    const kind = kindOf(wish);
    const variant = kind && draw.pick(variantsOf(kind.input, argsOf(wish)));
    if (!kind || !variant || isFixed(wish, variant.path)) continue;
    const args = withAt(argsOf(wish), variant.path, variant.value);
    if (isLegal(wish.kind, args))
      return { what: `${wish.name}.${variant.path} ${variant.mark}`, wishes: replaced(wishes, wish.name, args) };
  }
  return undefined;
};

/** An environment and all that is in it, in another project. */
export const movedEnvironment: Change = (draw, { wishes }) => {
  const names = ["Project", "Project-2"] as const;
  const wish = draw.pick(wishes.filter(({ kind, name }) => kind === "Environment" && name !== "elsewhere"));
  const to = names.find((name) => argsOf(wish as Wished).project !== `<${name} uuid>`);
  if (!wish || !to || !wishes.some(({ name }) => name === to)) return undefined;
  const there = { project: `<${to} uuid>`, owner: `<${to} owner>` };
  const moved = wishes.map((one) => {
    const { scope } = argsOf(one) as { scope?: Properties };
    if (one.name === wish.name) return { ...one, args: { ...argsOf(one), ...there, name: `moved ${draw.integer(1, 99)}` } };
    if (argsOf(one).environment === `<${wish.name} name>`) return { ...one, args: { ...argsOf(one), ...there } };
    if (scope?.environment === `<${wish.name} name>`)
      return { ...one, args: { ...argsOf(one), scope: { ...scope, project: there.project } } };
    return one;
  });
  return { what: `${wish.name} and what is in it, in ${to}`, wishes: moved };
};
