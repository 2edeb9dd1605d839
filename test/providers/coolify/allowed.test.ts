import { describe, expect, test } from "@jest/globals";
import { allowed, dropped, skipped } from "../../../providers/coolify/allowed.ts";
import { check } from "../../../providers/coolify/engine/check.ts";
import type { Kind, Lookups } from "../../../providers/coolify/kind.ts";
import { kinds } from "../../../providers/coolify/kinds/index.ts";
import { CHANGE_ALLOWED, CREATE_ALLOWED } from "../../../sandbox/coolify/applications/fields.ts";
import { kindOf, samples } from "../samples.ts";

const found = { server: async () => ({ uuid: "s" }), destination: async () => ({ uuid: "d" }) } satisfies Lookups;
const kindNamed = (name: string) => kinds.find((kind) => kind.type === name) as Kind;

describe.each(Object.entries(samples))("%s", (name, sample) => {
  const kind = kindNamed(kindOf(name));
  const { inputs, failures } = check(kind, sample.inputs);
  const create = kind.routes.create(inputs);
  const createRoute = `${create.method} ${create.path}`;
  const wire = Object.keys(kind.toWire(inputs));

  test("is a good sample", () => expect(failures).toEqual([]));

  test("creates with keys that Coolify accepts and keeps", async () => {
    const sent = [...wire.filter((key) => kind.createKeys.includes(key)), ...Object.keys((await kind.toCreate?.(inputs, found)) ?? {})];
    expect(sent.filter((key) => !allowed[createRoute]?.includes(key))).toEqual([]);
    expect(sent.filter((key) => dropped[createRoute]?.includes(key))).toEqual([]);
  });

  test("changes with keys that Coolify accepts", () => {
    const { update } = kind.routes;
    const route = update ? `${update.method} ${update.path}` : "";
    expect(update ? wire.filter((key) => !allowed[route]?.includes(key)) : []).toEqual([]);
  });
});

test.each(["Application"])("every key that Coolify accepts for %s is sent or has a reason not to be", async (type) => {
  const kind = kindNamed(type);
  const ours = Object.entries(samples).filter(([name]) => kindOf(name) === type);
  const sent = new Set<string>();
  for (const [, sample] of ours)
    for (const more of [{}, { domains: [], destination: "d" }]) {
      const { inputs } = check(kind, { ...sample.inputs, ...more });
      const extra = (await kind.toCreate?.(inputs, found)) ?? {};
      for (const key of [...Object.keys(kind.toWire(inputs)), ...Object.keys(extra)]) sent.add(key);
    }
  const accepted = new Set(Object.entries(allowed).flatMap(([route, keys]) => (route.includes("/applications") ? keys : [])));
  const reasons = skipped[type] ?? {};
  expect([...accepted].filter((key) => !sent.has(key) && !(key in reasons))).toEqual([]);
  expect(Object.keys(reasons).filter((key) => sent.has(key))).toEqual([]);
});

/** The offline Coolify was written from the contract by other hands; where the two differ, one of them is wrong (decision 3). */
test.each([
  ["POST /applications/public", CREATE_ALLOWED],
  ["POST /applications/dockerimage", CREATE_ALLOWED],
  ["PATCH /applications/{uuid}", CHANGE_ALLOWED],
])("%s accepts what the offline Coolify accepts", (route, accepted) =>
  expect([...(allowed[route] ?? [])].sort()).toEqual([...accepted].sort()),
);
