import { invalid, Refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import { reaches } from "../versions.ts";
import { type Rule, rules } from "./rules.ts";
import { isArray } from "./values.ts";

/** A rule of one endpoint that is no rule of Laravel: a text, or several, when it fails. */
export type OwnRule = (value: unknown, attribute: string, input: Bag) => string | readonly string[] | undefined;

/** A field's rules, `required|string|max:255`, or a list that mixes such texts with own rules. */
export type FieldRules = string | readonly (string | OwnRule)[];

/** What an action accepts, as data. */
export interface InputSpec {
  /** Field -> rules; `parts.*.name` reaches into lists. */
  readonly rules: Readonly<Record<string, FieldRules>>;
  /** Fields that may be sent. Default: the top-level fields of `rules`. */
  readonly allowed?: readonly string[];
  /** Fields that came with a later version than 4.3.0: field -> version (contract 19). */
  readonly since?: Readonly<Record<string, string>>;
  /** `custom`: "This field is required."; `stock`: "The name field is required." (contract 1.5). Default: stock. */
  readonly wording?: "custom" | "stock";
  /** Texts by `field.rule` or `rule`. */
  readonly messages?: Readonly<Record<string, string>>;
  /** What happens to unknown fields. `names`: the errors become a list of field names (contract 1.5). Default: refuse. */
  readonly unknown?: "refuse" | "ignore" | "names";
  /** Names that differ from the field with spaces, as in `validator(…, attributes)`. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** The answer's `message`. Default: "Validation failed." */
  readonly text?: string;
}

export type Errors = Record<string, string[]>;

const NEWEST = "";
const NOT_ALLOWED = "This field is not allowed.";

/** The whole bag when it is right. @throws Refusal 422 with all faults at once, unknown fields last */
export function validated(call: Call, spec: InputSpec): Bag {
  const errors = errorsOf(call.input, spec);
  const unknown = unknownFields(call.input, spec, call.world.settings.version);
  if (unknown.length > 0 && spec.unknown === "names") throw invalid([...Object.values(errors).flat(), ...unknown], spec.text);
  for (const field of unknown) errors[field] = [...(errors[field] ?? []), NOT_ALLOWED];
  if (Object.keys(errors).length > 0) throw invalid(errors, spec.text);
  return call.input;
}

/** Fields of the bag that the endpoint does not know, or not yet. */
export function unknownFields(input: Bag, spec: InputSpec, version = NEWEST): string[] {
  if (spec.unknown === "ignore") return [];
  const allowed = spec.allowed ?? Object.keys(spec.rules).map((field) => field.split(".")[0] ?? "");
  return Object.keys(input).filter((field) => !allowed.includes(field) || !reaches(version, spec.since?.[field]));
}

/** What Laravel's validator says about a bag: field -> texts, in the order of the rules. */
export function errorsOf(input: Bag, spec: InputSpec): Errors {
  // Without a prototype: a field may be called `constructor`.
  const errors: Errors = Object.create(null);
  for (const [field, fieldRules] of Object.entries(spec.rules)) {
    for (const attribute of expand(input, field)) {
      const texts = faultsOf(input, field, attribute, fieldRules, spec);
      if (texts.length > 0) errors[attribute] = texts;
    }
  }
  return errors;
}

/** A framework validation error: the first text is the message too (contract 1.5, last shape). */
export function frameworkInvalid(errors: Errors): Refusal {
  const texts = Object.values(errors).flat();
  const more = texts.length - 1;
  const rest = more === 0 ? "" : ` (and ${more} more error${more === 1 ? "" : "s"})`;
  return new Refusal({ status: 422, body: { message: `${texts[0] ?? ""}${rest}`, errors }, framework: true });
}

/** `a.*.b` -> `a.0.b`, `a.1.b`, for the items that are there. */
function expand(input: Bag, field: string): string[] {
  if (!field.includes("*")) return [field];
  let found = [""];
  for (const part of field.split(".")) {
    if (part !== "*") found = found.map((at) => (at === "" ? part : `${at}.${part}`));
    else {
      found = found.flatMap((at) => {
        const value = lookUp(input, at).value;
        return isArray(value) ? Object.keys(value).map((key) => `${at}.${key}`) : [];
      });
    }
  }
  return found;
}

function lookUp(input: Bag, attribute: string): { value: unknown; present: boolean } {
  if (Object.hasOwn(input, attribute)) return { value: input[attribute], present: true };
  let value: unknown = input;
  for (const key of attribute.split(".")) {
    if (!isArray(value) || !Object.hasOwn(value, key)) return { value: undefined, present: false };
    value = (value as Bag)[key];
  }
  return { value, present: true };
}

interface Named {
  readonly name: string;
  readonly parameters: readonly string[];
}

const parsedRules = new Map<string, readonly Named[]>();

/** `max:255` -> name and parameters; a regex keeps its commas. */
function parse(text: string): readonly Named[] {
  let parsed = parsedRules.get(text);
  if (!parsed) {
    parsed = text.split("|").map((rule) => {
      const at = rule.indexOf(":");
      return at < 0 ? { name: rule, parameters: [] } : { name: rule.slice(0, at), parameters: rule.slice(at + 1).split(",") };
    });
    parsedRules.set(text, parsed);
  }
  return parsed;
}

function faultsOf(input: Bag, field: string, attribute: string, fieldRules: FieldRules, spec: InputSpec): string[] {
  const list: (Named | OwnRule)[] = [fieldRules]
    .flat()
    .flatMap((rule): (Named | OwnRule)[] => (typeof rule === "string" ? [...parse(rule)] : [rule as OwnRule]));
  const has = (name: string) => list.some((rule) => typeof rule !== "function" && rule.name === name);
  const { value, present } = lookUp(input, attribute);
  if (has("sometimes") && !present) return [];
  const numeric = has("integer") || has("numeric");
  const texts: string[] = [];
  for (const rule of list) {
    if (typeof rule === "function") {
      const fault = runs(value, present, has("nullable")) ? rule(value, attribute, input) : undefined;
      if (fault !== undefined) texts.push(...[fault].flat());
    } else if (rules[rule.name]) {
      const known = rules[rule.name] as Rule;
      if (!known.implicit && !runs(value, present, has("nullable"))) continue;
      const other = (name: string) => lookUp(input, name).value;
      if (known.passes({ value, present, parameters: rule.parameters, other, numeric })) continue;
      texts.push(textOf(spec, field, attribute, rule, known, { value, numeric, other }));
      if (known.implicit) break;
    } else if (!["nullable", "sometimes", "bail"].includes(rule.name)) throw new Error(`validation/rules.ts has no rule ${rule.name}.`);
    if (texts.length > 0 && has("bail")) break;
  }
  return texts;
}

/** Ordinary rules skip what is absent, blank, or null where null is allowed. */
const runs = (value: unknown, present: boolean, nullable: boolean): boolean =>
  present && !(typeof value === "string" && value.trim() === "") && !(nullable && value === null);

function textOf(
  { messages = {}, wording, attributes = {} }: InputSpec,
  field: string,
  attribute: string,
  { name, parameters }: Named,
  rule: Rule,
  { value, numeric, other }: { value: unknown; numeric: boolean; other: (name: string) => unknown },
): string {
  const given = messages[`${attribute}.${name}`] ?? messages[`${field}.${name}`] ?? messages[name];
  const stock = typeof rule.message === "string" ? rule.message : rule.message[kindOf(value, numeric)];
  const template = given ?? (wording === "custom" && name === "required" ? "This field is required." : stock);
  const shown = (key: string) => attributes[key] ?? displayed(key);
  const values: Record<string, string> = {
    attribute: attributes[field] ?? (field.includes("*") ? attribute : displayed(attribute)),
    min: parameters[0] ?? "",
    max: (name === "between" ? parameters[1] : parameters[0]) ?? "",
    size: parameters[0] ?? "",
    values: name.startsWith("required_with") ? parameters.map(shown).join(" / ") : parameters.join(", "),
    other: shown(parameters[0] ?? ""),
    value: String(other(parameters[0] ?? "")),
  };
  return template.replace(/:([a-z]+)/g, (all, key: string) => values[key] ?? all);
}

const kindOf = (value: unknown, numeric: boolean) => (numeric ? "numeric" : isArray(value) ? "array" : "string");

/** `health_check_port` -> "health check port", `dockerTag` -> "docker tag". */
const displayed = (attribute: string): string =>
  (attribute === attribute.toLowerCase() ? attribute : attribute.replace(/(.)(?=[A-Z])/g, "$1_").toLowerCase()).replaceAll("_", " ");
