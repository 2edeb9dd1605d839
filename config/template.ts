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

/**
 * Fills `{{instance.brand.primary}}` into a text. What is filled in is not looked at again, so nothing can refer to itself.
 * `\{{` stands for two braces.
 */
export function fill(template: string, references: References): Filled {
  const mistakes: Filled["mistakes"] = [];
  const text = template.replace(BRACES, (match: string, inside?: string) => {
    if (match === "\\{{") return "{{";
    const name = inside?.trim();
    if (name === undefined) mistakes.push({ reason: "{{ without its }}; close it, or write \\{{ if the braces belong to the text" });
    else if (!references.has(name)) mistakes.push(unknown(name, references));
    else if (references.get(name) === undefined)
      mistakes.push({ reason: `{{${name}}} has no value${where(references)}; set it, or leave the reference out`, absent: true });
    else return references.get(name) ?? "";
    return match;
  });
  return { text, mistakes };
}

/** A text of pf-core is filled for every application: the fault must say for which it could not be. */
function where(references: References): string {
  const environment = references.get("environment.name");
  return environment === undefined ? "" : ` in ${environment} of ${references.get("product.name") ?? references.get("instance.name")}`;
}

function unknown(name: string, references: References): Filled["mistakes"][number] {
  const suggestion = nearest(name, references.keys());
  const known = suggestion === undefined ? `; known here: ${[...references.keys()].join(", ")}` : "";
  return { reason: `{{${name}}} refers to nothing${known}`, suggestion: suggestion && `{{${suggestion}}}` };
}
