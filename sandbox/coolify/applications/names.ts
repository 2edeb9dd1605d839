import { newUuid } from "../world/identity.ts";

/** Laravel's `Str::kebab`. */
function kebab(text: string): string {
  if (/^[a-z]+$/.test(text)) return text;
  const words = text.replace(/(^|[ \t\r\n\f\v])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
  return words
    .replace(/\s+/gu, "")
    .replace(/(.)(?=[A-Z])/gu, "$1-")
    .toLowerCase();
}

/** `web:main-<24 characters>`: the name of a git application that was given none (contract 4.2). */
export function gitName(repository: string, branch: string): string {
  const name = kebab(`${repository.slice(repository.lastIndexOf("/") + 1)}:${branch}-${newUuid()}`);
  return name.replace(/[^\p{L}\p{M}\p{N}\s\-_.@/&()#,:+]+/gu, "");
}
