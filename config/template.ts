import type { Fault } from "./fault.ts";
import { nearest } from "./nearest.ts";

/** What a template may refer to: `instance.brand.primary` and its value. Undefined: known, but nobody has set it. */
export type References = ReadonlyMap<string, string | undefined>;

export interface Filled {
  text: string;
  /** Why it could not be filled, each with the way out. */
  mistakes: Pick<Fault, "reason" | "suggestion" | "absent">[];
}

/** A reference, or braces that a backslash keeps as they are: Coolify has `{{team.NAME}}` of its own. */
const BRACES = /\\\{\{|\{\{([^{}]*)\}\}|\{\{/g;

/** Stands around the name of what is only known when it is brought up. No text of a file can hold it. */
export const MARK = "\0";

/** What is only known later, for texts in which it may stand: the databases by their key. */
export interface Late {
  databases: ReadonlyMap<string, string>;
}

const LATE = /^(secret|generated)\.[a-z][a-z0-9_]{0,62}$|^database\.([a-z0-9-]+)(\.external)?$/;

/**
 * Fills `{{instance.brand.primary}}` into a text. What is filled in is not looked at again, so nothing can refer to itself.
 * `\{{` stands for two braces. `{{secret.name}}`, `{{generated.name}}` and `{{database.main}}` become marks where `late` is given.
 */
export function fill(template: string, references: References, late?: Late): Filled {
  const mistakes: Filled["mistakes"] = [];
  const text = template.replace(BRACES, (match: string, inside?: string) => {
    if (match === "\\{{") return "{{";
    const name = inside?.trim();
    if (name === undefined) mistakes.push({ reason: "{{ without its }}; close it, or write \\{{ if the braces belong to the text" });
    else if (/^(secret|generated|database)\./.test(name)) {
      const mistake = lateMistake(name, late, references);
      if (mistake === undefined) return `${MARK}${name}${MARK}`;
      mistakes.push(mistake);
    } else if (!references.has(name)) mistakes.push(unknown(name, references));
    else if (references.get(name) === undefined)
      mistakes.push({ reason: `{{${name}}} has no value${where(references)}; set it, or leave the reference out`, absent: true });
    else return references.get(name) ?? "";
    return match;
  });
  return { text, mistakes };
}

function lateMistake(name: string, late: Late | undefined, references: References): Filled["mistakes"][number] | undefined {
  if (late === undefined) return { reason: `{{${name}}} is known only when it is brought up; it may stand in variables` };
  const match = LATE.exec(name);
  if (match === null) return { reason: `{{${name}}} is not {{secret.name}}, {{generated.name}} or {{database.name}}` };
  const key = match[2];
  return key === undefined || late.databases.has(key) ? undefined : { reason: unknownDatabase(key, late, references), ...near(key, late) };
}

/** There is no such database in the tier that wants it. */
export function unknownDatabase(key: string, { databases }: Late, references: References): string {
  const there = tierOf(references);
  if (databases.size === 0) return `there is no database "${key}" in ${there}; describe it under databases, or remove this with null`;
  const known = nearest(key, databases.keys()) === undefined ? `; known there: ${[...databases.keys()].join(", ")}` : "";
  return `there is no database "${key}" in ${there}${known}`;
}

function near(key: string, late: Late): { suggestion?: string } {
  const suggestion = nearest(key, late.databases.keys());
  return suggestion === undefined ? {} : { suggestion: `{{database.${suggestion}}}` };
}

/** A text of pf-core is filled for every application: the fault must say for which it could not be. */
function where(references: References): string {
  const environment = references.get("environment.name");
  return environment === undefined ? "" : ` in ${environment} of ${tierOf(references)}`;
}

function tierOf(references: References): string {
  return references.get("white_label.name") ?? references.get("product.name") ?? references.get("instance.name") ?? "this file";
}

function unknown(name: string, references: References): Filled["mistakes"][number] {
  const suggestion = nearest(name, references.keys());
  const known = suggestion === undefined ? `; known here: ${[...references.keys()].join(", ")}` : "";
  return { reason: `{{${name}}} refers to nothing${known}`, suggestion: suggestion && `{{${suggestion}}}` };
}
