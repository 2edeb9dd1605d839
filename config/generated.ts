import type { PlacedTenant } from "./clashes.ts";
import type { Fault } from "./fault.ts";
import { type Located, placeOf } from "./located.ts";
import type { ResolvedValue } from "./resolved.ts";
import { ENGINES } from "./settings/database.ts";

/** One place that names a generated value. */
interface Naming {
  name: string;
  path: string[];
  located: Located;
  /** What it says of the value besides its name. */
  said: Partial<Record<"length" | "version", string>>;
}

/**
 * One name in one stack is one value. Its length and its version may be said at one place, and must be the same where they are said
 * again.
 */
export function generatedFaults({ all }: PlacedTenant): Fault[] {
  const namings = [...all.applications, ...all.services, ...all.databases].flatMap(({ origins, namePath }) =>
    // `databases.main.name`: what is said of the database stands beside its name.
    namingsIn(origins.merged, namePath.split(".").slice(0, -1)),
  );
  return [...contradictions(namings, "length"), ...contradictions(namings, "version"), ...keptByData(namings, passwordsIn(all))];
}

const REASONS = {
  length: (name: string, first: string, second: string) =>
    `the generated value "${name}" has ${first} letters elsewhere in this stack, and here ${second}; write the same length, or another name`,
  version: (name: string, first: string, second: string) =>
    `the generated value "${name}" has version ${first} elsewhere in this stack, and here ${second}; say its version at one place only`,
};

function contradictions(namings: readonly Naming[], key: "length" | "version"): Fault[] {
  const first = new Map<string, string>();
  return namings.flatMap(({ name, path, located, said }): Fault[] => {
    const second = said[key];
    if (second === undefined) return [];
    const earlier = first.get(name) ?? second;
    first.set(name, earlier);
    return earlier === second ? [] : [{ ...located.at, path: path.join("."), reason: REASONS[key](name, earlier, second) }];
  });
}

/** A database that knows users keeps their passwords in its data, and Coolify changes them in the address alone (contract 12.2). */
function keptByData(namings: readonly Naming[], passwords: ReadonlyMap<string, string>): Fault[] {
  return namings.flatMap(({ name, path, located, said }): Fault[] => {
    const database = passwords.get(name);
    if (database === undefined || said.version === undefined || said.version === "1") return [];
    const reason = `"${name}" is the password of ${database}, which keeps the old one in its data; change it in the database and write { secret: … }`;
    return [{ ...placeOf(located, ["version"]), path: [...path, "version"].join("."), reason }];
  });
}

/** Generated passwords of databases with users, with the name of the database. */
function passwordsIn({ databases }: PlacedTenant["all"]): Map<string, string> {
  const kept = databases.filter(({ resolved }) => (ENGINES[resolved.engine].fields as readonly string[]).includes("user"));
  const generated = (value: ResolvedValue) => ("generated" in value ? [value.generated] : []);
  return new Map(
    kept.flatMap(({ resolved }) =>
      Object.values(resolved.secrets)
        .flatMap(generated)
        .map((name) => [name, resolved.name] as const),
    ),
  );
}

function namingsIn(located: Located, path: string[]): Naming[] {
  if (located.kind === "list") return located.items.flatMap((item, index) => namingsIn(item, [...path, String(index)]));
  if (located.kind === "scalar") return [];
  const name = wordAt(located, "generated");
  if (name !== undefined)
    return [{ name, path, located, said: { length: wordAt(located, "length"), version: wordAt(located, "version") } }];
  return [...located.entries].flatMap(([key, { value }]) => namingsIn(value, [...path, key]));
}

function wordAt(located: Located, key: string): string | undefined {
  const value = located.kind === "record" ? located.entries.get(key)?.value : undefined;
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
}
