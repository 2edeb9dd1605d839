import type { ResolvedValue } from "../../../config/resolved.ts";
import { isReference, type Parts, textOf } from "./parts.ts";

/**
 * The variables of all applications and services as an env file, a section each. Values in single quotes are taken as they are; in
 * double quotes `${PF_SECRET_…}` is filled in by whoever reads the file.
 */
export function envText({ applications, services }: Parts): string {
  return [...applications, ...services]
    .map(({ name, environment, variables }) =>
      [`# ${name} (${environment})`, ...Object.entries(variables).map(([key, value]) => `${key}=${quoted(value)}`), ""].join("\n"),
    )
    .join("\n");
}

function quoted(value: ResolvedValue): string {
  const text = textOf(value);
  if (!isReference(value)) {
    if (/^[\w.,:/@%+-]*$/.test(text)) return text;
    if (!/['\n\r]/.test(text)) return `'${text}'`;
  }
  return `"${textOf(value, escaped)}"`;
}

const escaped = (text: string) =>
  text
    .replace(/[\\"$`]/g, (sign) => `\\${sign}`)
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r");
