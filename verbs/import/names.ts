import { WorkloadKey } from "../../config/settings/attachments.ts";
import type { Found, FoundWorkload } from "./found.ts";

/** Room for the stack's name in the mark that stands in a description. */
const LONGEST = 60;

/** Names that are given once each. */
export class Names {
  readonly #taken = new Set<string>();

  /** The first of them that is free; where none is, the last with a number. */
  free(...wishes: [string, ...string[]]): string {
    const last = wishes.at(-1) ?? wishes[0];
    const name = wishes.find((one) => !this.#taken.has(one));
    if (name === undefined) return this.numbered(last, 2);
    this.#taken.add(name);
    return name;
  }

  /** With the first number that is free. */
  numbered(word: string, first = 1): string {
    let number = first;
    while (this.#taken.has(`${word}-${number}`)) number++;
    this.#taken.add(`${word}-${number}`);
    return `${word}-${number}`;
  }
}

/** A name of the stack for what people called as they liked: `My Odd App` is `my-odd-app`. */
export function stackName({ name, kind, environment }: FoundWorkload, code: string, names: Names): string {
  const plain = dashed(name);
  const own = plain.length >= 3 ? plain : `${code}-${plain || kind.toLowerCase()}`;
  return names.free(own, `${own}-${dashed(environment)}`.slice(0, LONGEST).replace(/-+$/, ""));
}

/** A key of the YAML. */
export function keyOf(name: string, names: Names): string {
  const short = dashed(name)
    .replace(/^[^a-z]+/, "")
    .slice(0, 36)
    .replace(/-+$/, "");
  return names.free(WorkloadKey.safeParse(short).success ? short : "w");
}

const dashed = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, "");

/** What storages are called in YAML: as at Coolify; files and directories have no name there. */
export function storageKeys(storages: readonly Found[]): string[] {
  const named = storages.map(({ inputs }) => (inputs.source as { name?: string }).name);
  const names = new Names();
  for (const name of named) if (name !== undefined) names.free(name);
  return named.map((name) => name ?? names.numbered("file"));
}

/** Logical names in Pulumi's state, as `components` gives them. */
export const logical = {
  variables: (owner: string) => `${owner}-variables`,
  deployment: (owner: string) => `${owner}-deployment`,
  storage: (owner: string, key: string) => `${owner}-${key}-storage`,
  task: (owner: string, task: string) => `${owner}-${task}-task`,
  backup: (owner: string, index: number) => (index === 0 ? `${owner}-backup` : `${owner}-backup-${index + 1}`),
};
