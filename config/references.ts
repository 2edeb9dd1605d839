import { spell } from "./check.ts";
import { shortOf } from "./environments.ts";
import type { Fault } from "./fault.ts";
import { textAt } from "./files.ts";
import { find, type Located, type LocatedRecord, type Path } from "./located.ts";
import { fill, type References } from "./template.ts";
import { blockAt, type EnvironmentOf, mergeKey, type Tiers } from "./tiers.ts";

const BRAND = ["primary", "secondary", "logo"];

/** What templates of an instance, or of one of its products, may refer to; the environment comes on top. */
export function tierReferences({ core, instances, product }: Tiers, faults: Fault[]): Map<string, string | undefined> {
  const instance = instances.at(-1);
  const brand = mergeKey([core, ...instances], "brand");
  const references = new Map<string, string | undefined>([
    ["root_domain", textAt(core.located, "root_domain")],
    ["instance.code", instance && textAt(instance.located, "code")],
    ["instance.name", instance && textAt(instance.located, "name")],
    ...BRAND.map((key): [string, string | undefined] => [`instance.brand.${key}`, scalarText(find(brand, ["brand", key]))]),
  ]);
  references.set("instance.domain", filledText(mergeKey([core, ...instances], "domain"), "domain", references, faults));
  references.set("domain", references.get("instance.domain"));
  if (product === undefined) return references;
  references.set("product.code", textAt(product.located, "code"));
  references.set("product.name", textAt(product.located, "name"));
  references.set("product.domain", filledText(mergeKey([blockAt(core, ["products"]), product], "domain"), "domain", references, faults));
  references.set("domain", references.get("product.domain"));
  return references;
}

export function environmentReferences(references: References, { name, stage }: EnvironmentOf): Map<string, string | undefined> {
  return new Map([...references, ["environment.name", name], ["environment.short", shortOf(stage)]]);
}

/** Fills the templates under some keys of a block; each text keeps its place. */
export function fillKeys(block: LocatedRecord, keys: readonly string[], references: References, faults: Fault[]): LocatedRecord {
  const entries = [...block.entries].map(([key, entry]): [string, typeof entry] => [
    key,
    keys.includes(key) ? { ...entry, value: fillIn(entry.value, [key], references, faults) } : entry,
  ]);
  return { ...block, entries: new Map(entries) };
}

function fillIn(located: Located, path: Path, references: References, faults: Fault[]): Located {
  if (located.kind === "list")
    return { ...located, items: located.items.map((item, index) => fillIn(item, [...path, index], references, faults)) };
  if (located.kind === "record") {
    const entries = [...located.entries].map(([key, entry]): [string, typeof entry] => [
      key,
      { ...entry, value: fillIn(entry.value, [...path, key], references, faults) },
    ]);
    return { ...located, entries: new Map(entries) };
  }
  if (typeof located.value !== "string") return located;
  const { text, mistakes } = fill(located.value, references);
  faults.push(...mistakes.map((mistake) => ({ ...located.at, path: spell(path), ...mistake })));
  return { ...located, value: text };
}

function filledText(block: LocatedRecord, key: string, references: References, faults: Fault[]): string | undefined {
  return scalarText(find(fillKeys(block, [key], references, faults), [key]));
}

function scalarText(located: Located | undefined): string | undefined {
  return located?.kind === "scalar" && typeof located.value === "string" ? located.value : undefined;
}
