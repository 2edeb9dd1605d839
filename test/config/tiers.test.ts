import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { ConfigFile, FileKind } from "../../config/files.ts";
import { find, type Located, type LocatedRecord, type Plain, plain } from "../../config/located.ts";
import { layersOf, mergeLayers, type Tiers } from "../../config/tiers.ts";

type Tree = { [key: string]: Plain };

/** What a tier may say of one environment: values, blocks, lists, and nulls that take away what a farther tier says. */
const said = fc.record(
  {
    port: fc.constantFrom<Plain>("3000", "8080", null),
    limits: fc.oneof(
      fc.constant<Plain>(null),
      fc.record({ memory: fc.constantFrom<Plain>("256M", "1G", null), cpus: fc.constantFrom<Plain>("1", null) }, { requiredKeys: [] }),
    ),
    variables: fc.dictionary(fc.constantFrom("A", "B"), fc.constantFrom<Plain>("x", "y", null), { maxKeys: 2 }),
    tags: fc.oneof(fc.constant<Plain>(null), fc.array(fc.constantFrom<Plain>("aa", "bb"), { maxLength: 3 })),
  },
  { requiredKeys: [] },
) as unknown as fc.Arbitrary<Tree>;

/** A tier: what it says for all environments, and for production. */
const tier = fc.record({ base: said, production: said });

const STAGE = "production";

function locate(value: Plain, file: string): Located {
  const at = { file, line: 1, column: 1 };
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => locate(item, file)), at };
  if (value === null || typeof value !== "object") return { kind: "scalar", value, at };
  return {
    kind: "record",
    at,
    entries: new Map(Object.entries(value).map(([key, item]) => [key, { key: at, value: locate(item, file) }])),
  };
}

/** A file whose two blocks are told apart by the place of their values. */
function fileOf(kind: FileKind, environment: string, { base, production }: { base: Tree; production: Tree }, more: Tree = {}): ConfigFile {
  const own = locate({ ...base, ...more }, `${kind} base`) as LocatedRecord;
  const block = locate(production, `${kind} environment`);
  const at = { file: kind, line: 1, column: 1 };
  const environments = { kind: "record" as const, at, entries: new Map([[environment, { key: at, value: block }]]) };
  const entries = new Map([...own.entries, ["environments", { key: at, value: environments as Located }]]);
  return { kind, path: kind, file: kind, stem: kind, located: { ...own, entries }, refused: [] };
}

type Said = { base: Tree; production: Tree };

const instanceOf = (core: Said, instance: Said): Tiers => ({
  core: fileOf("core", STAGE, core),
  instances: [fileOf("instance", STAGE, instance)],
});

const merged = (tiers: Tiers, name: string) => mergeLayers(layersOf(tiers, { name, stage: STAGE }), tiers);

function leaves(located: Located, path: string[] = []): { path: string[]; file: string; value: Plain }[] {
  if (located.kind !== "record") return [{ path, file: located.at.file, value: plain(located) }];
  return [...located.entries].flatMap(([name, entry]) => leaves(entry.value, [...path, name]));
}

/** Nearest first, by the words of decision 13. */
const ORDER = ["whiteLabel environment", "whiteLabel base", "product environment", "product base"].concat([
  "instance environment",
  "instance base",
  "core environment",
  "core base",
]);

const layerOf = (tiers: readonly ConfigFile[], place: string, environments: Record<string, string>): LocatedRecord | undefined => {
  const [kind = "", part] = place.split(" ");
  const file = tiers.find((one) => one.kind === kind);
  if (file === undefined) return undefined;
  return part === "base" ? file.located : (find(file.located, ["environments", environments[kind] ?? STAGE]) as LocatedRecord | undefined);
};

/** By hand: the nearest place that says anything at a path, unless a nearer one removes or replaces what is around it. */
function winner(files: readonly ConfigFile[], path: string[], environments: Record<string, string>): string | undefined {
  for (const place of ORDER) {
    const layer = layerOf(files, place, environments);
    if (layer === undefined) continue;
    if (find(layer, path) !== undefined) return place;
    const around = path.slice(0, -1);
    const block = around.length === 0 ? undefined : find(layer, around);
    if (block !== undefined && block.kind !== "record") return undefined;
  }
  return undefined;
}

const same = (files: ConfigFile[], tiers: Tiers, name: string, environments: Record<string, string> = {}) => {
  for (const { path, file, value } of leaves(merged(tiers, name))) {
    const place = winner(files, path, environments);
    expect([path, file]).toEqual([path, place]);
    const layer = layerOf(files, place ?? "", environments);
    expect(value).toEqual(plain(find(layer as LocatedRecord, path) as Located));
  }
};

describe("which tier wins (decision 13), whatever they say", () => {
  test("an instance: its environment, itself, pf-core's environment, pf-core; each value comes from the file that won", () => {
    fc.assert(
      fc.property(tier, tier, (core, instance) => {
        const tiers = instanceOf(core, instance);
        same([tiers.core, ...tiers.instances], tiers, STAGE);
      }),
    );
  });

  test("a product and a white-label lie nearer still", () => {
    fc.assert(
      fc.property(tier, tier, tier, tier, (core, instance, product, whiteLabel) => {
        const tiers: Tiers = {
          ...instanceOf(core, instance),
          product: fileOf("product", `ep-${STAGE}`, product, { code: "ep" }),
          whiteLabel: fileOf("whiteLabel", STAGE, whiteLabel),
        };
        const files = [tiers.core, ...tiers.instances, tiers.product, tiers.whiteLabel].filter((file) => file !== undefined);
        same(files, tiers, STAGE, { product: `ep-${STAGE}` });
        const { whiteLabel: _, ...without } = tiers;
        same(files.slice(0, 3), without, `ep-${STAGE}`, { product: `ep-${STAGE}` });
      }),
    );
  });

  test("nothing of what a tier removes is left, and no null reaches the result", () => {
    fc.assert(
      fc.property(tier, tier, fc.constantFrom("port", "limits", "variables", "tags"), (core, instance, key) => {
        const tiers = instanceOf(core, { ...instance, production: { ...instance.production, [key]: null } });
        const result = merged(tiers, STAGE);
        expect(result.entries.has(key)).toBe(false);
        expect(leaves(result).filter(({ value }) => value === null)).toEqual([]);
      }),
    );
  });

  test("an environment of another name is not looked at", () => {
    fc.assert(
      fc.property(tier, tier, (core, instance) => {
        const tiers = instanceOf(core, instance);
        const bare = instanceOf({ ...core, production: {} }, { ...instance, production: {} });
        const staging = { name: "staging", stage: "staging" };
        expect(mergeLayers(layersOf(tiers, staging), tiers)).toEqual(mergeLayers(layersOf(bare, staging), bare));
      }),
    );
  });

  test("what makes an application itself is never taken from another tier's", () => {
    const own = {
      application_name: "air-app",
      domains: ["air.pfcore.io"],
      source: { image: "air" },
      databases: { main: { engine: "redis" } },
    };
    const tiers: Tiers = {
      ...instanceOf({ base: {}, production: {} }, { base: { ...own, port: "1" }, production: {} }),
      product: fileOf("product", "ep-production", { base: { ...own, tags: ["ep"] }, production: {} }, { code: "ep" }),
      whiteLabel: fileOf("whiteLabel", STAGE, { base: {}, production: {} }),
    };
    expect(Object.keys(plain(merged(tiers, STAGE)) as Tree).sort()).toEqual(["databases", "port", "source", "tags"]);
    const { product: _, whiteLabel: __, ...instance } = tiers;
    const product: Tiers = { ...instance, product: fileOf("product", "ep-production", { base: {}, production: {} }, { code: "ep" }) };
    expect(Object.keys(plain(merged(product, "ep-production")) as Tree)).toEqual(["port"]);
  });
});
