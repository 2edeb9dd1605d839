import type { z } from "zod";
import { isOpen, spell } from "./check.ts";
import { shortOf } from "./environments.ts";
import type { Fault } from "./fault.ts";
import { textAt } from "./files.ts";
import { find, type Located, type LocatedRecord, type Path } from "./located.ts";
import { fill, type Late, type References } from "./template.ts";
import { blockAt, type EnvironmentOf, mergeKey, type Tiers } from "./tiers.ts";

const BRAND = ["primary", "secondary", "logo"];

type Known = Map<string, string | undefined>;

/** What templates of a tier may refer to; the environment comes on top. */
export function tierReferences(tiers: Tiers, faults: Fault[]): Known {
  const { core, instances, product, whiteLabel } = tiers;
  const instance = instances.at(-1);
  const references: Known = new Map<string, string | undefined>([
    ["root_domain", textAt(core.located, "root_domain")],
    ["instance.code", instance && textAt(instance.located, "code")],
    ["instance.name", instance && textAt(instance.located, "name")],
    ...brandOf("instance.brand", mergeKey([core, ...instances], "brand")),
    ...brandOf("brand", mergeKey([core, ...instances, product, whiteLabel], "brand")),
  ]);
  setDomain(references, "instance", mergeKey([core, ...instances], "domain"), faults);
  if (product === undefined) return references;
  references.set("product.code", textAt(product.located, "code"));
  references.set("product.name", textAt(product.located, "name"));
  setDomain(references, "product", mergeKey([blockAt(core, ["products"]), product], "domain"), faults);
  if (whiteLabel !== undefined) addWhiteLabel(references, tiers, faults);
  return references;
}

function addWhiteLabel(references: Known, { core, whiteLabel }: Tiers, faults: Fault[]): void {
  const own = [blockAt(core, ["white_labels"]), whiteLabel];
  const client = whiteLabel && textAt(whiteLabel.located, "client");
  const code = references.get("product.code");
  const name = (whiteLabel && textAt(whiteLabel.located, "name")) ?? (client && `${client}-${references.get("product.name") ?? ""}`);
  references.set("client.name", client);
  references.set("client.code", client?.toLowerCase());
  references.set("white_label.code", client && code && `${client.toLowerCase()}-${code}`);
  references.set("white_label.name", name);
  setDomain(references, "white_label", mergeKey(own, "domain"), faults);
  references.set("white_label.admin_domain", filledText(mergeKey(own, "admin_domain"), "admin_domain", references, faults));
  references.set("admin_domain", references.get("white_label.admin_domain"));
}

/** The domain of a tier is also the `{{domain}}` of what stands in it. */
function setDomain(references: Known, tier: string, block: LocatedRecord, faults: Fault[]): void {
  references.set(`${tier}.domain`, filledText(block, "domain", references, faults));
  references.set("domain", references.get(`${tier}.domain`));
}

function brandOf(prefix: string, block: LocatedRecord): [string, string | undefined][] {
  return BRAND.map((key) => [`${prefix}.${key}`, scalarText(find(block, ["brand", key]))]);
}

export function environmentReferences(references: References, { name, stage }: EnvironmentOf): Known {
  return new Map([...references, ["environment.name", name], ["environment.short", shortOf(stage)]]);
}

/** Fills the templates in all open fields of a block, or in those of some keys; each text keeps its place. */
export function fillOpen(
  schema: z.ZodType,
  block: LocatedRecord,
  references: References,
  faults: Fault[],
  { keys, late }: { keys?: readonly string[]; late?: Late } = {},
): LocatedRecord {
  const fillIn = (located: Located, path: Path, isFilled: boolean): Located => {
    if (located.kind === "list") return { ...located, items: located.items.map((item, index) => below(item, [...path, index], isFilled)) };
    if (located.kind === "record") return fillRecord(located, path, isFilled);
    if (!isFilled || typeof located.value !== "string") return located;
    const { text, mistakes } = fill(located.value, references, path.includes("variables") ? late : undefined);
    faults.push(...mistakes.map((mistake) => ({ ...located.at, path: spell(path), ...mistake })));
    return { ...located, value: text };
  };
  const below = (located: Located, path: Path, isFilled: boolean) => fillIn(located, path, isFilled || isOpen(schema, path));
  const fillRecord = (record: LocatedRecord, path: Path, isFilled: boolean): LocatedRecord => {
    const entries = [...record.entries].map(([key, entry]): [string, typeof entry] => {
      const isAsked = path.length > 0 || keys === undefined || keys.includes(key);
      return [key, isAsked ? { ...entry, value: below(entry.value, [...path, key], isFilled) } : entry];
    });
    return { ...record, entries: new Map(entries) };
  };
  return fillRecord(block, [], false);
}

function filledText(block: LocatedRecord, key: string, references: References, faults: Fault[]): string | undefined {
  const found = find(block, [key]);
  const written = scalarText(found);
  if (found === undefined || written === undefined) return undefined;
  const { text, mistakes } = fill(written, references);
  faults.push(...mistakes.map((mistake) => ({ ...found.at, path: key, ...mistake })));
  return text;
}

function scalarText(located: Located | undefined): string | undefined {
  return located?.kind === "scalar" && typeof located.value === "string" ? located.value : undefined;
}
