import { check } from "../../providers/coolify/engine/check.ts";
import { chosen, type Kind } from "../../providers/coolify/kind.ts";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { fill } from "../../providers/coolify/path.ts";
import { at, only, type Properties, without } from "../../providers/coolify/values.ts";
import { updateKeys, wayOf } from "../kinds/expected.ts";
import { fieldsOf } from "../kinds/leaves.ts";
import { otherValues } from "../kinds/otherValues.ts";
import { kindNamed, referencesOf, withAt } from "../kinds/references.ts";
import type { Kept } from "./everyKindScene.ts";

/** A request with which somebody changes an object past our program. */
export interface Change {
  method: string;
  path: string;
  body: Properties;
}

/** Fields that say where an object is, and those by which others name it: these are not changed. */
const fixed = (kind: Kind): string[] => [
  ...referencesOf(kind.example).map(({ path }) => path),
  ...kinds.flatMap(({ example }) => referencesOf(example).filter((one) => one.kind === kind.type)).map(({ output }) => output),
];

/** All inputs in which one field that Coolify shows is another one. */
function* changed(kind: Kind, inputs: Properties): Generator<Properties> {
  for (const { path, peeled } of fieldsOf(kind.input, kind.example)) {
    if (fixed(kind).includes(path) || peeled.meta.writeOnly || peeled.meta.secret) continue;
    for (const value of otherValues(peeled, at(inputs, path))) {
      const result = check(kind, withAt(inputs, path, value));
      if (result.failures.length === 0 && wayOf(kind, path, inputs, result.inputs) === "update") yield result.inputs;
    }
  }
}

/** One field of an object changed by hand, as its route wants it; undefined where the kind says why that cannot be. */
export function driftOf({ kind: type, id, outputs }: Kept): Change | undefined {
  const kind = kindNamed(type);
  if (kind.exempt?.update ?? kind.exempt?.refresh) return undefined;
  const inputs = check(kind, without(outputs, ["__provider"])).inputs;
  const before = only(inputs, Object.keys(kind.input.shape));
  for (const after of changed(kind, before)) {
    const route = kind.routes.update && chosen(kind.routes.update, after);
    const keys = updateKeys(kind, before, after, id);
    const body = only({ ...kind.toWire(after), ...kind.besideUpdate?.(after, id, before) }, keys);
    if (route && keys.length > 0) return { method: route.method, path: fill(route, { ...after, uuid: id }), body };
  }
  throw new Error(`${type}: no field of the example can be changed by hand.`);
}
