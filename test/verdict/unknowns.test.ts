import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { z } from "zod";
import { metaOf } from "../../providers/coolify/fieldMeta.ts";
import { createHost, type Host } from "../../providers/coolify/host.ts";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { hasUnknown, UNKNOWN } from "../../providers/coolify/unknown.ts";
import { isRecord, type Properties } from "../../providers/coolify/values.ts";
import { setsOf } from "../kinds/sets.ts";
import { type Home, temporaryHome } from "../providers/support/home.ts";
import { madeUpOutputs, shapeNamed } from "./legal.ts";
import { wholeStack } from "./wholeStack.ts";

/**
 * What is not known yet is no fault and makes none, whatever field it stands in, alone and in pairs, and never gets to a request. There
 * is no Coolify here at all: whoever asked one would fail with other words.
 */
let home: Home;
let host: Host;

beforeAll(() => {
  home = temporaryHome();
  host = createHost(home.environment);
});
afterAll(async () => {
  await host.close();
  home.remove();
});

const OWNER = { team: 1, since: "x", version: "4.3.11" };

type Path = readonly string[];

/** Paths of everything inside, and of all fields that a resource has. */
function pathsOf(value: unknown, above: Path = []): Path[] {
  const inside = Array.isArray(value) || isRecord(value) ? Object.entries(value) : [];
  const here = above.length > 0 ? [above] : [];
  return [...here, ...inside.flatMap(([key, item]) => pathsOf(item, [...above, key]))];
}

function withUnknown(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return UNKNOWN;
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? withUnknown(item, rest) : item));
  return isRecord(value) ? { ...value, [key]: withUnknown(value[key], rest) } : value;
}

/** Full sets of inputs of all resources. */
const subjects: readonly (readonly [string, string, Properties])[] = [
  ...kinds.flatMap((kind) =>
    setsOf(kind).map(([title, args]) => [kind.type, title, { ...args, ...(kind.data && { deleteData: true }) }] as const),
  ),
  ...wholeStack()
    .filter(({ kind }) => !kinds.some(({ type }) => type === kind))
    .map(({ kind, name, args }) => [kind, name, madeUpOutputs(args)] as const),
];

/** What goes wrong in the preview of a change to these inputs. */
async function problemOf(kind: string, olds: Properties, given: Properties): Promise<string | undefined> {
  const provider = host.get(`coolify:${kind}`);
  const { inputs, failures } = await provider.check({}, given);
  if (failures.length > 0) return failures.map(({ property, reason }) => `${property} ${reason}`).join("; ");
  try {
    const { changes } = await provider.diff("u", olds, inputs);
    const { owner, adopt, ...wanted } = inputs;
    if (hasUnknown(wanted) && !changes) return "is no change";
    await provider.predict("u", olds, inputs);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What a verb that writes says to inputs with something unknown in them. */
async function refusalOf(kind: string, olds: Properties, given: Properties): Promise<string> {
  const provider = host.get(`coolify:${kind}`);
  const { inputs } = await provider.check({}, given);
  const said = (work: Promise<unknown>) =>
    work.then(
      () => "nothing",
      (error: Error) => error.message,
    );
  return `${await said(provider.create(inputs))} | ${await said(provider.update("u", olds, inputs))}`;
}

const REFUSED = /should be known by now and is not: nothing was sent.*\|.*should be known by now and is not: nothing was sent/;

const oldsOf = async (kind: string, given: Properties) => ({
  ...(await host.get(`coolify:${kind}`).check({}, given)).inputs,
  uuid: "u",
  owner: OWNER,
});

describe.each(subjects)("%s %s", (kind, _, given) => {
  const paths = [
    ...pathsOf(given),
    ...Object.keys(shapeNamed(kind).input.shape)
      .filter((key) => !(key in given))
      .map((key) => [key]),
  ];

  test(`${paths.length} places, each unknown`, async () => {
    const olds = await oldsOf(kind, given);
    const problems: string[] = [];
    for (const path of paths) {
      const news = withUnknown(given, path) as Properties;
      const problem = await problemOf(kind, olds, news);
      if (problem) problems.push(`${path.join(".")}: ${problem}`);
      const refusal = await refusalOf(kind, olds, news);
      if (!REFUSED.test(refusal)) problems.push(`${path.join(".")} was not refused: ${refusal}`);
    }
    expect(problems).toEqual([]);
  });
});

const firsts = subjects.filter(([kind], index) => subjects.findIndex(([other]) => other === kind) === index);

test.each(firsts)("%s: an owner that is not known yet says nothing about it", async (kind, _, given) => {
  const olds = await oldsOf(kind, given);
  const provider = host.get(`coolify:${kind}`);
  const { inputs } = await provider.check({}, { ...given, owner: UNKNOWN });
  expect(await provider.diff("u", olds, inputs)).toMatchObject({ changes: false, replaces: [] });
});

test.each(firsts)("%s: any two fields unknown", async (kind, _, given) => {
  const olds = await oldsOf(kind, given);
  const fields = Object.keys(shapeNamed(kind).input.shape);
  const problems: string[] = [];
  for (const [index, one] of fields.entries())
    for (const other of fields.slice(index + 1)) {
      const problem = await problemOf(kind, olds, { ...given, [one]: UNKNOWN, [other]: UNKNOWN });
      if (problem) problems.push(`${one} and ${other}: ${problem}`);
    }
  expect(problems).toEqual([]);
});

test("a field that this Coolify is too old for is looked at in the run, where it is not known before", async () => {
  const young = kinds.flatMap((kind) =>
    Object.entries(kind.input.shape as Record<string, z.ZodType>)
      .filter(([, schema]) => metaOf(schema).since)
      .map(([key]) => [kind, key] as const),
  );
  expect(young.length).toBeGreaterThan(0);
  for (const [kind, key] of young) {
    const given = madeUpOutputs(Object.fromEntries(Object.entries(kind.example).filter(([other]) => other !== key)));
    const olds = { ...(await oldsOf(kind.type, given)), owner: { ...OWNER, version: "4.3.0" } };
    expect([kind.type, key, await problemOf(kind.type, olds, { ...given, [key]: UNKNOWN })]).toEqual([kind.type, key, undefined]);
  }
});
