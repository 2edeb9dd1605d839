import { kinds } from "../../providers/coolify/kinds/index.ts";
import { isRecord, isSame, type Properties, without } from "../../providers/coolify/values.ts";
import type { Wished } from "../e2e/programs/wished.ts";
import { keyText } from "../kinds/references.ts";
import type { Draw } from "./draw.ts";
import { referredTo } from "./resolved.ts";
import { argsOf, type Change, replaced } from "./scene.ts";

/** What others mean by a word and not by a reference, and what takes others along. */
const STAYS: readonly string[] = ["elsewhere", "GithubApp", "Environment", "Project", "web"];

const usersOf = (wishes: readonly Wished[], name: string) =>
  wishes.filter(
    ({ args, deletedWith, dependsOn = [] }) => referredTo(args).includes(name) || deletedWith === name || dependsOn.includes(name),
  );

/** A resource that nobody refers to goes. */
export const removed: Change = (draw, { wishes }) => {
  const wish = draw.pick(wishes.filter(({ name }) => !STAYS.includes(name) && usersOf(wishes, name).length === 0));
  return wish && { what: `${wish.name} removed`, wishes: wishes.filter((one) => one !== wish) };
};

/** What was there at first and went comes back, in its place. */
export const broughtBack: Change = (draw, { wishes, base }) => {
  const names = wishes.map(({ name }) => name);
  const isPossible = ({ args, deletedWith }: Wished) =>
    [...referredTo(args), ...(deletedWith ? [deletedWith] : [])].every((name) => names.includes(name));
  const wish = draw.pick(base.filter((one) => !names.includes(one.name) && isPossible(one)));
  if (!wish) return undefined;
  const order = base.map(({ name }) => name);
  const added = wishes.filter(({ name }) => !order.includes(name));
  const kept = base.flatMap(({ name }) => (name === wish.name ? [wish] : wishes.filter((one) => one.name === name)));
  return { what: `${wish.name} brought back`, wishes: [...added, ...kept] };
};

/** No two new ones have the same name, in no run. */
let count = 0;
const MORE: readonly ((mark: string) => Wished)[] = [
  (mark) => ({ kind: "Project", name: `project-${mark}`, args: { stamp: `air/project-${mark}`, name: `AIR ${mark}` } }),
  (mark) => ({
    kind: "PrivateKey",
    name: `key-${mark}`,
    args: { stamp: `air/key-${mark}`, name: `key ${mark}`, privateKey: keyText(mark) },
  }),
  (mark) => ({
    kind: "CloudToken",
    name: `token-${mark}`,
    args: { stamp: `air/token-${mark}`, name: `token ${mark}`, provider: "hetzner", token: `<secret token-${mark}>` },
  }),
];

/** A new one, which others may refer to. */
export const added: Change = (draw, { wishes }) => {
  const wish = draw.pick(MORE)?.(String(++count));
  return wish && wishes.length < 50 ? { what: `${wish.name} added`, wishes: [wish, ...wishes] } : undefined;
};

/** Outputs that resources tell besides their inputs. */
const toldBy = (wish: Wished): string[] => {
  const kind = kinds.find(({ type }) => type === wish.kind);
  if (!kind) return [];
  return ["uuid", ...("name" in argsOf(wish) ? ["name"] : []), ...Object.keys(kind.results?.schema.shape ?? {})];
};

/** A text with an output of another resource in it. What may stand in a description is a uuid. */
function dependent(draw: Draw, earlier: readonly Wished[], onlyUuid: boolean): string | undefined {
  const telling = earlier.filter((wish) => toldBy(wish).length > (draw.chance(0.5) && !onlyUuid ? 2 : 0));
  const other = draw.pick(telling);
  const output = other && (onlyUuid ? "uuid" : draw.pick(toldBy(other)));
  return output && `of <<${other.name} ${output}>>`;
}

/** A description that names an object made, changed or made anew in the same run. */
export const dependentText: Change = (draw, { wishes }) => {
  const wish = draw.pick(wishes.filter((one) => "description" in argsOf(one) || "fingerprint" in argsOf(one)));
  if (!wish) return undefined;
  const key = "fingerprint" in argsOf(wish) ? "fingerprint" : "description";
  const text = dependent(draw, wishes.slice(0, wishes.indexOf(wish)), key === "description");
  return text === undefined
    ? undefined
    : { what: `${wish.name}.${key} ${text}`, wishes: replaced(wishes, wish.name, { ...argsOf(wish), [key]: text }) };
};

const KEYS = ["GREETING", "TOKEN", "PORT", "URL", "MORE"] as const;

function variable(draw: Draw, kind: string, earlier: readonly Wished[]): Properties {
  const values = [
    "one",
    "two\nlines",
    "",
    "Ünïcödé 漢字",
    `<secret hidden ${draw.integer(1, 9)}>`,
    dependent(draw, earlier, false) ?? "three",
  ];
  const value = { value: draw.pick(values) };
  return {
    ...value,
    ...(draw.chance(0.3) && { isLiteral: draw.chance(0.5) }),
    ...(draw.chance(0.2) && { comment: draw.pick(["for people", "", "for <<Project uuid>>"]) }),
    ...(draw.chance(0.2) && { isShownOnce: true }),
    ...(draw.chance(0.3) && kind !== "SharedVariables" && { isBuildtime: draw.chance(0.5) }),
    ...(draw.chance(0.3) && kind === "ApplicationVariables" && { preview: { value: draw.pick(values) } }),
  };
}

/** One variable of a set comes, changes or goes. */
export const anotherVariable: Change = (draw, { wishes }) => {
  const wish = draw.pick(wishes.filter((one) => isRecord(argsOf(one).variables)));
  const key = draw.pick(KEYS);
  if (!wish || !key) return undefined;
  const { variables, ...args } = argsOf(wish) as { variables: Properties };
  const earlier = wishes.slice(0, wishes.indexOf(wish));
  const others =
    key in variables && draw.chance(0.3) ? without(variables, [key]) : { ...variables, [key]: variable(draw, wish.kind, earlier) };
  return {
    what: `${wish.name}.${key} ${JSON.stringify(others[key])}`,
    wishes: replaced(wishes, wish.name, { ...args, variables: others }),
  };
};

/** All of the changed ones as they were at first. */
export const asAtFirst: Change = (draw, { wishes, base }) => {
  const changed = wishes.filter((wish) => base.some(({ name, args }) => name === wish.name && !isSame(args, wish.args)));
  const wish = draw.pick(changed);
  const first = base.find(({ name }) => name === wish?.name);
  if (!wish || !first || !referredTo(first.args).every((name) => wishes.some((one) => one.name === name))) return undefined;
  return { what: `${wish.name} as at first`, wishes: replaced(wishes, wish.name, argsOf(first)) };
};
