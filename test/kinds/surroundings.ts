import type { z } from "zod";
import { check } from "../../providers/coolify/engine/check.ts";
import { at, type Properties } from "../../providers/coolify/values.ts";
import { definitionOf, peel } from "../../tools/docs/schema.ts";
import type { Planned } from "../lifecycle/miniStack.ts";
import { inOtherParent, insideOther, isReachable, kindOf, neededInside, otherParents } from "./otherParents.ts";
import { otherValues } from "./otherValues.ts";
import { filled, kindNamed, needs, type Reference, referencesOf, withAt } from "./references.ts";

type Outputs = (name: string) => Properties;

/** Which object a reference means, by the kind it names. */
type Names = Readonly<Record<string, string>>;

const nameOf = (names: Names, kind: string) => names[kind] ?? kind;
const second = (kind: string) => `${kind} 2`;
const inSecond = (kind: string, parent: string) => `${kind} in ${parent} 2`;

/** Inputs of an example in its surroundings. */
export function inputsOf(type: string, outputs: Outputs, names: Names = {}, label = type): Properties {
  const kind = kindNamed(type);
  const inputs = filled(kind.example, (other, output) => outputs(nameOf(names, other))[output], label) as Properties;
  const [parent] = referencesOf(kind.example);
  // A component passes the owner of what the object lives in.
  const owned = parent && kind.parents && "owner" in kind.input.shape && inputs.owner === undefined;
  return owned ? { ...inputs, owner: outputs(nameOf(names, parent.kind)).owner } : inputs;
}

/** Another legal text for a field that has examples, or is a name. */
function otherText(key: string, schema: z.ZodType, text: unknown): unknown {
  const peeled = peel(schema);
  const isText = definitionOf(peeled.core).type === "string" && (key === "name" || peeled.meta.examples !== undefined);
  const legal = isText ? otherValues(peeled, text).find((value) => schema.safeParse(value).success) : undefined;
  return legal ?? text;
}

/** Another object of a kind: only what must be given, so that the two do not meet, with another text where there is one. */
function other(type: string, inputs: Properties, kept: readonly string[], mark: string): Properties {
  const { example, input } = kindNamed(type);
  const referring = referencesOf(example).map(({ path }) => path.split(".")[0]);
  const isKept = (key: string) => kept.includes(key) || referring.includes(key) || example[key] === "<PrivateKey text>";
  const fields = Object.entries(input.shape as Record<string, z.ZodType>);
  const needed = fields.filter(
    ([key, schema]) => inputs[key] !== undefined && (key === "owner" || isKept(key) || !peel(schema).isOptional),
  );
  const changed = (key: string, schema: z.ZodType) => (isKept(key) ? inputs[key] : otherText(key, schema, inputs[key]));
  const least = Object.fromEntries(needed.map(([key, schema]) => [key, changed(key, schema)]));
  const result = "stamp" in least ? { ...least, stamp: `${inputs.stamp}${mark}` } : least;
  return check(kindNamed(type), result).failures.length === 0 ? result : { ...inputs, ...result };
}

const planned = (name: string, kind: string, inputs: Planned["inputs"]): Planned => ({ name, kind, inputs });

/** Everything that an object of this kind needs around it, and a second one of each that it refers to. One wave each. */
export function surroundingsOf(type: string): Planned[][] {
  const all = new Map<string, Planned>();
  const add = (one: Planned) => void (all.has(one.name) || all.set(one.name, one));
  const references = referencesOf(kindNamed(type).example);
  for (const kind of needs(type)) add(planned(kind, kind, (outputs) => inputsOf(kind, outputs)));
  for (const { kind } of references)
    add(planned(second(kind), kind, (outputs) => other(kind, inputsOf(kind, outputs, {}, second(kind)), [], "-2")));
  for (const parent of references) for (const kind of dependents(type, parent)) add(twin(kind, parent.kind, references));
  for (const key of otherParents(type).filter((one) => isReachable(type, one))) {
    for (const kind of [...needs(kindOf(key)), kindOf(key)]) add(planned(kind, kind, (outputs) => inputsOf(kind, outputs)));
    for (const kind of neededInside(type))
      add(planned(insideOther(kind, key), kind, (outputs) => inOtherParent(kind, key, inputsOf(kind, outputs), outputs)));
  }
  // An example that names an environment by a word of its own finds a second one beside it.
  if (typeof kindNamed(type).example.environment === "string" && needs(type).includes("Project"))
    add(
      planned("elsewhere", "Environment", (outputs) => ({
        project: outputs("Project").uuid,
        owner: outputs("Project").owner,
        name: "elsewhere",
      })),
    );
  return [...all.values()].map((one) => [one]);
}

/** What else an example names that lives inside this parent. */
const dependents = (type: string, parent: Reference) =>
  needs(type).filter((kind) => kind !== parent.kind && needs(kind).includes(parent.kind));

/** The same object inside the second parent, with the outputs that are referred to by name. */
function twin(kind: string, parent: string, references: readonly Reference[]): Planned {
  const kept = references.filter((reference) => reference.kind === kind).map(({ output }) => output);
  return planned(inSecond(kind, parent), kind, (outputs) => {
    const names = movedTo(kind, parent);
    return other(kind, inputsOf(kind, outputs, names, inSecond(kind, parent)), kept, "-in-2");
  });
}

/** For everything that lives inside a parent its twin inside the second one. */
function movedTo(type: string, parent: string): Names {
  const inside = needs(type).filter((kind) => needs(kind).includes(parent));
  return Object.fromEntries([[parent, second(parent)], ...inside.map((kind) => [kind, inSecond(kind, parent)])]);
}

/** Inputs in which this reference means the second object; what lives inside the first goes with it. */
export function inputsElsewhere(type: string, { kind, path }: Reference, outputs: Outputs, here: Properties): Properties {
  const there = inputsOf(type, outputs, movedTo(type, kind));
  const touched = referencesOf(kindNamed(type).example).filter(
    (reference) => reference.path === path || (reference.kind !== kind && needs(reference.kind).includes(kind)),
  );
  return touched.reduce((inputs, reference) => withAt(inputs, reference.path, at(there, reference.path)), here);
}
