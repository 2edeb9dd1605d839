import { kinds } from "../../providers/coolify/kinds/index.ts";
import type { Properties } from "../../providers/coolify/values.ts";
import { kindNamed, needs, referencesOf } from "./references.ts";

type Outputs = (name: string) => Properties;

/** `database` → `Database`. */
export const kindOf = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);
export const insideOther = (kind: string, key: string): string => `${kind} in ${kindOf(key)}`;

const parentsOf = (type: string) => Object.keys(kindNamed(type).parents ?? {});
/** The parents that the example leaves out, because it lives somewhere else. */
export const otherParents = (type: string): string[] => parentsOf(type).filter((key) => kindNamed(type).example[key] === undefined);

/** What else the example names that lives where the object does: it has to be there too. */
const companions = (type: string) => {
  const [here = ""] = parentsOf(type).filter((key) => kindNamed(type).example[key] !== undefined);
  return referencesOf(kindNamed(type).example).filter(({ kind, path }) => path !== here && needs(kind).includes(kindOf(here)));
};

/** Whether the tests can put an object there: its parent is of a kind, and so is what else it names there. */
export const isReachable = (type: string, key: string): boolean =>
  kinds.some((kind) => kind.type === kindOf(key)) && companions(type).every(({ kind }) => parentsOf(kind).includes(key));

/** Kinds whose objects must be there twice, the second time in the other parent. */
export const neededInside = (type: string): string[] => companions(type).map(({ kind }) => kind);

/** The same inputs for an object in the other parent. */
export function inOtherParent(type: string, key: string, here: Properties, outputs: Outputs): Properties {
  const gone = Object.fromEntries(parentsOf(type).map((parent) => [parent, undefined]));
  const { uuid, owner } = outputs(kindOf(key));
  const moved = companions(type).map(({ path, kind, output }) => [path, outputs(insideOther(kind, key))[output]]);
  return { ...here, ...gone, [key]: uuid, ...(here.owner !== undefined && { owner }), ...Object.fromEntries(moved) };
}
