import { isPlainSecret } from "../../config/variables.ts";

/** Names for values that must not stand in a file. One name is one value. */
export class Secrets {
  readonly values = new Map<string, string>();

  /** A reference to a value. @param wishes names from the shortest to the one that is surely its own */
  reference(value: string, ...wishes: string[]): { secret: string } {
    const names = wishes.map(clean);
    const own = names.at(-1) ?? "secret";
    const isFree = (name: string) => !this.values.has(name) || this.values.get(name) === value;
    let name = names.find(isFree);
    for (let number = 2; name === undefined; number++) name = [`${own.slice(0, 58)}_${number}`].find(isFree);
    this.values.set(name, value);
    return { secret: name };
  }
}

const clean = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "_")
    .replace(/^[^a-z]+/, "s_")
    .slice(0, 63);

/** `KEY: value`, `KEY=value`, `ENV KEY value`. */
const SETTINGS = /([A-Za-z_][A-Za-z0-9_.]*)["']?[ \t]*(?:[:=]|(?<=(?:ENV|ARG)[ \t]+\w+)[ \t])[ \t]*["']?([^\s"'#]+)/g;

/** Whether a text of several lines holds what nobody may read in a file: a compose text, a Dockerfile. */
export function holdsSecret(text: string): boolean {
  const own = text.replaceAll(/\$\{[^}\n]*\}|\$[A-Za-z_]\w*/g, "");
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(own) || isPlainSecret("", own)) return true;
  return [...own.matchAll(SETTINGS)].some(([, key = "", value = ""]) => !/^[&*|>]/.test(value) && isPlainSecret(key, value));
}
