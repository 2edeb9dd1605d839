import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { allowed, dropped, skipped } from "../../../providers/coolify/allowed/index.ts";
import { check } from "../../../providers/coolify/engine/check.ts";
import { filledWire } from "../../../providers/coolify/engine/wire.ts";
import { chosen, type Kind, type Route, type Wire } from "../../../providers/coolify/kind.ts";
import { kinds } from "../../../providers/coolify/kinds/index.ts";
import { at, changedKeys, only, type Properties } from "../../../providers/coolify/values.ts";
import { fieldsOf, type Leaf } from "../../kinds/leaves.ts";
import { otherValues } from "../../kinds/otherValues.ts";
import { withAt } from "../../kinds/references.ts";
import { setsOf } from "../../kinds/sets.ts";
import { lookups } from "./kinds/applicationLookups.ts";

const lineOf = ({ method, path: place }: Route) => `${method} ${place}`;
const keysOf = (wire: Wire = {}) => Object.keys(wire).filter((key) => wire[key] !== undefined);

interface Sent {
  route: string;
  keys: string[];
}

/** Wire keys that an update may name: those that some change of a field alone alters, other than making the object anew. */
function changeable(kind: Kind, given: Properties): string[] {
  const { inputs } = check(kind, given);
  const wire = kind.toWire(inputs);
  const fixed = [...kind.replaceOn, ...Object.keys(kind.parents ?? {})];
  const leaves = fieldsOf(kind.input, given).filter(
    ({ path: place }) => !fixed.some((one) => place === one || place.startsWith(`${one}.`)),
  );
  const alters = (value: Properties): string[] => {
    const { inputs: other, failures } = check(kind, value);
    const after = kind.toWire(other);
    return failures.length > 0 ? [] : changedKeys(wire, after).filter((key) => after[key] !== undefined);
  };
  const first = ({ path: place, peeled }: Leaf): string[] => {
    for (const value of [...otherValues(peeled, at(given, place)), undefined]) {
      const altered = alters(withAt(given, place, value));
      if (altered.length > 0) return altered;
    }
    return [];
  };
  const keys = leaves.flatMap(first);
  return [...new Set(keys)];
}

/** What the kind would send of these inputs to the routes that take a body. */
async function sentOf(kind: Kind, inputs: Properties): Promise<Sent[]> {
  const { create, update } = kind.routes;
  const sent: Sent[] = [];
  if (create && !kind.idOf) {
    const taken = only(filledWire(kind, inputs), chosen(kind.createKeys, inputs));
    sent.push({ route: lineOf(chosen(create, inputs)), keys: [...keysOf(taken), ...keysOf(await kind.toCreate?.(inputs, lookups))] });
  }
  if (update) {
    const beside = kind.besideUpdate?.(inputs, "some-uuid");
    const keys = kind.wholeUpdate || kind.idOf ? keysOf(kind.toWire(inputs)) : changeable(kind, inputs);
    sent.push({ route: lineOf(chosen(update, inputs)), keys: [...keys, ...keysOf(beside)] });
  }
  return sent;
}

describe.each(kinds.map((kind) => [kind.type, kind] as const))("%s", (type, kind) => {
  describe.each(setsOf(kind))("%s", (_, given) => {
    const { inputs, failures } = check(kind, given);

    test("is legal", () => expect(failures).toEqual([]));

    test("sends keys that Coolify accepts, to routes that are listed in allowed/", async () => {
      for (const { route, keys } of await sentOf(kind, inputs)) {
        expect(Object.keys(allowed)).toContain(route);
        expect({ route, refused: keys.filter((key) => !allowed[route]?.includes(key)) }).toEqual({ route, refused: [] });
      }
    });

    test("creates with keys that Coolify keeps", async () => {
      for (const { route, keys } of await sentOf(kind, inputs))
        expect({ route, dropped: keys.filter((key) => dropped[route]?.includes(key)) }).toEqual({ route, dropped: [] });
    });
  });

  test("sends every key that its routes accept, or says why not", async () => {
    const sent = (await Promise.all(setsOf(kind).map(([, given]) => sentOf(kind, check(kind, given).inputs)))).flat();
    const whole = setsOf(kind).flatMap(([, given]) => keysOf(kind.toWire(check(kind, given).inputs)));
    const written = new Set([...whole, ...sent.flatMap(({ keys }) => keys)]);
    const accepted = new Set(sent.flatMap(({ route }) => allowed[route] ?? []));
    const reasons = skipped[type] ?? {};
    expect([...accepted].filter((key) => !written.has(key) && !(key in reasons))).toEqual([]);
    expect(Object.keys(reasons).filter((key) => written.has(key) || !accepted.has(key))).toEqual([]);
  });
});

test("no reason is left over from a kind that is gone", () => {
  const types = kinds.map(({ type }) => type);
  expect(Object.keys(skipped).filter((type) => !types.includes(type))).toEqual([]);
});

describe("the fields of an application", () => {
  const file = path.join(__dirname, "../../coolify-traces/applications-fields.json");
  const recorded = JSON.parse(readFileSync(file, "utf8")) as {
    fields: Record<string, { summary?: { create?: boolean; patch?: boolean } }>;
  };
  const accepted = Object.entries(recorded.fields).flatMap(([key, { summary }]) => (summary?.create || summary?.patch ? [key] : []));
  const placed = ["project_uuid", "server_uuid"];
  const listed = Object.entries(allowed).flatMap(([route, keys]) => (/^(POST|PATCH) \/applications\/[^/]+$/.test(route) ? keys : []));

  test("are those that a real Coolify accepted: 109", () => {
    expect(accepted).toHaveLength(109);
    expect([...new Set(listed)].filter((key) => !placed.includes(key)).sort()).toEqual(
      accepted.filter((key) => !placed.includes(key)).sort(),
    );
  });

  test("are mapped, but for ten at the most, each with the contract's section", () => {
    const reasons = Object.entries(skipped.Application ?? {});
    expect(reasons.length).toBeLessThanOrEqual(10);
    expect(reasons.filter(([, why]) => !/contract \d+\.\d/.test(why))).toEqual([]);
  });
});
