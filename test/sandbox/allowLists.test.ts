import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { allowed } from "../../providers/coolify/allowed/index.ts";
import { chosen, type Kind, type Route } from "../../providers/coolify/kind.ts";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { fill } from "../../providers/coolify/path.ts";
import { isRecord, only, type Properties } from "../../providers/coolify/values.ts";
import { Lab } from "../kinds/lab.ts";
import { record } from "../kinds/recorder.ts";
import { setsOf } from "../kinds/sets.ts";
import { world } from "../lifecycle/stage.ts";

/**
 * The sandbox imports nothing of the providers, so both write down what Coolify accepts (decision 3). Here the sandbox is asked, key by
 * key: a mistake in one of the two lists shows. Keys of all other routes must be refused, except where Coolify ignores what it does not know.
 */
const EVERY_KEY = [...new Set(Object.values(allowed).flat())];
const UNKNOWN = "zz_unknown";
const lineOf = ({ method, path }: Route) => `${method} ${path}`;

/** The routes of a kind that take a body, whatever its inputs choose. */
function routesOf(kind: Kind): Route[] {
  const { create, update } = kind.routes;
  const all = setsOf(kind).flatMap(([, inputs]) => [create && chosen(create, inputs), update && chosen(update, inputs)]);
  return [...new Map(all.flatMap((route) => (route ? [[lineOf(route), route] as const] : []))).values()];
}

/** Keys that an answer calls unknown: `{key: ["This field is not allowed."]}`, or a list of names (contract 1.5). */
function refusedIn(json: unknown): string[] {
  const errors = isRecord(json) ? json.errors : undefined;
  if (Array.isArray(errors)) return errors.filter((name) => typeof name === "string");
  return Object.entries(isRecord(errors) ? errors : {}).flatMap(([key, said]) => (/not allowed/.test(JSON.stringify(said)) ? [key] : []));
}

/** Where something is made, without which some routes look no further. */
const placeOf = ({ project, environment }: Properties, keys: readonly string[]): Properties =>
  only({ project_uuid: project, environment_name: environment, server_uuid: world.servers[0]?.uuid }, keys);

/** Keys of other options of a kind: a change of a PostgreSQL takes no field of a MySQL (contract 12.2). */
function otherOptions(kind: Kind, inputs: Properties): string[] {
  const { create } = kind.routes;
  const own = create ? (allowed[lineOf(chosen(create, inputs))] ?? []) : [];
  const all = routesOf(kind).flatMap((route) => (route.method === "POST" ? (allowed[lineOf(route)] ?? []) : []));
  return all.filter((key) => !own.includes(key));
}

describe.each(kinds.map((kind) => [kind.type, kind] as const))("what Coolify accepts of a %s, as the sandbox knows it", (type, kind) => {
  let lab: Lab;
  beforeAll(async () => {
    record();
    lab = await Lab.open(type);
    await lab.up();
  });
  afterAll(() => lab?.close());

  /** Names that are called unknown when these keys are sent. */
  async function refused(route: Route, keys: readonly string[], beside: Properties = {}): Promise<string[]> {
    const body: Properties = { ...beside, ...Object.fromEntries(keys.map((key) => [key, null])) };
    const place = fill(route, { ...lab.inputs(), uuid: lab.id });
    return refusedIn((await lab.byHand(route.method, place, body)).json);
  }

  /** Of these keys the ones that are never called unknown. Some routes look in two rounds: at the keys of all engines, then at those of one. */
  async function accepted(route: Route, keys: readonly string[]): Promise<string[]> {
    const unknown = await refused(route, [...keys, UNKNOWN]);
    // What calls nothing unknown ignores what it does not know.
    if (!unknown.includes(UNKNOWN)) return [];
    const left = keys.filter((key) => !unknown.includes(key));
    const later = left.length > 0 ? await refused(route, left, placeOf(lab.inputs(), allowed[lineOf(route)] ?? [])) : [];
    return left.filter((key) => !later.includes(key));
  }

  test.each(routesOf(kind).map((route) => [lineOf(route), route] as const))("%s", async (line, route) => {
    const own = allowed[line] ?? [];
    expect(Object.keys(allowed)).toContain(line);
    const foreign = EVERY_KEY.filter((key) => !own.includes(key));
    expect(await accepted(route, foreign)).toEqual([]);
    const wrong: string[] = [];
    const others = otherOptions(kind, lab.outputs);
    for (const key of own.filter((one) => !others.includes(one))) if ((await refused(route, [key, UNKNOWN])).includes(key)) wrong.push(key);
    expect(wrong).toEqual([]);
  });
});
