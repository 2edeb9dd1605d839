import { type Description, resolveApplication } from "./application.ts";
import { APPLICATION_KEYS } from "./applicationSchema.ts";
import { databaseName, resolveDatabase } from "./database.ts";
import { shortOf } from "./environments.ts";
import type { Fault } from "./fault.ts";
import { textAt } from "./files.ts";
import { find, type LocatedRecord } from "./located.ts";
import { merge } from "./merge.ts";
import type { Origins, Placed, Room } from "./placed.ts";
import { environmentReferences } from "./references.ts";
import type { Pins } from "./releases.ts";
import type { ResolvedApplication, ResolvedDatabase, ResolvedService } from "./resolved.ts";
import { resolveService } from "./service.ts";
import { fill, type References } from "./template.ts";
import { expandTexts, type Texts } from "./texts.ts";
import { type EnvironmentOf, layersOf, mergeLayers, OF_MAIN, pickFrom, type Tiers, withoutSequels } from "./tiers.ts";

/** Everything that runs in one environment of one tier. */
export interface Running {
  applications: Placed<ResolvedApplication>[];
  services: Placed<ResolvedService>[];
  databases: Placed<ResolvedDatabase>[];
  /** Names of the databases by key, for tiers that build on this one. */
  names: ReadonlyMap<string, string>;
  /** What a release may pin besides the environment: `production/worker`. */
  targets: string[];
}

export interface RoomOf {
  tiers: Tiers;
  environment: EnvironmentOf;
  references: References;
  prefix: string;
  pins: Pins;
  texts: Texts;
  /** Databases of the tier below, in the same project. */
  farther?: ReadonlyMap<string, string> | undefined;
}

/** Merges, fills and checks all that is said about one environment. What is wrong is left out. */
export function resolveRoom(of: RoomOf, faults: Fault[]): Running {
  const { tiers, environment, references, prefix, pins } = of;
  const layers = layersOf(tiers, environment);
  const found: Fault[] = [];
  const merged = expandTexts(mergeLayers(layers, tiers), of.texts, found);
  faults.push(...withoutSequels(found, tiers));
  const names = databaseNames(of, merged);
  const room: Room = { tiers, environment, references, prefix, pins, faults, databases: new Map([...(of.farther ?? []), ...names]) };
  const own = find(merged, ["own_application"]);
  const hasOwn = own?.kind !== "scalar" || own.value !== false;
  const main = hasOwn ? resolveApplication(room, mainOf(layers, merged, pins, environment)) : undefined;
  const further = furtherOf(room, layers, merged, main?.resolved.domains[0]);
  const applications = further.map(({ description }) => resolveApplication(room, description));
  return {
    applications: [main, ...applications].filter((placed) => placed !== undefined),
    services: keysOf(merged, "services").flatMap((key) => resolveService(room, key, originsOf(layers, merged, ["services", key])) ?? []),
    databases: keysOf(merged, "databases").flatMap(
      (key) => resolveDatabase(room, key, originsOf(layers, merged, ["databases", key])) ?? [],
    ),
    names,
    targets: further.flatMap(({ target }) => target ?? []),
  };
}

function mainOf(layers: LocatedRecord[], merged: LocatedRecord, pins: Pins, { name }: EnvironmentOf): Description {
  const own = layers.map((layer) => pickFrom(layer, APPLICATION_KEYS));
  return { origins: { layers: own, merged: pickFrom(merged, APPLICATION_KEYS) }, pin: pins.get(name) };
}

/** Further applications take from the tier's own what they do not say themselves; a source of their own has pins of its own. */
function furtherOf({ prefix, pins, environment }: Room, layers: LocatedRecord[], merged: LocatedRecord, url: string | undefined) {
  return keysOf(merged, "applications").map((key): { description: Description; target?: string } => {
    const path = ["applications", key];
    const own = recordAt(merged, path);
    const hasSource = own.entries.has("source");
    const taken = APPLICATION_KEYS.filter((name) => !OF_MAIN.includes(name) && !(hasSource && name === "source"));
    const base = layers.map((layer) => pickFrom(layer, taken));
    const standard = nameOf(`${prefix}-${key}-${shortOf(environment.stage)}`, own);
    const said = layers.flatMap((layer) => asRecord(find(layer, path)));
    // What it says itself is merged already, and with that its null is used up: it must remove what is taken over, too.
    const origins: Origins = { layers: [...base, ...said], merged: merge([standard, pickFrom(merged, taken), ...said, own]) };
    const target = `${environment.name}/${key}`;
    return hasSource
      ? { description: { origins, pin: pins.get(target), url }, target }
      : { description: { origins, pin: pins.get(environment.name), url } };
  });
}

/** A name where nobody says one; its place is that of the application. */
function nameOf(name: string, { at }: LocatedRecord): LocatedRecord {
  return { kind: "record", entries: new Map([["application_name", { key: at, value: { kind: "scalar", value: name, at } }]]), at };
}

function originsOf(layers: readonly LocatedRecord[], merged: LocatedRecord, path: string[]): Origins {
  return { layers: layers.flatMap((layer) => asRecord(find(layer, path))), merged: recordAt(merged, path) };
}

/** What is wrong with a name is said where the database is checked. */
function databaseNames(of: RoomOf, merged: LocatedRecord): Map<string, string> {
  const references = environmentReferences(of.references, of.environment);
  return new Map(
    keysOf(merged, "databases").map((key) => {
      const written = textAt(recordAt(merged, ["databases", key]), "name");
      const name = written === undefined ? databaseName(of.prefix, key, shortOf(of.environment.stage)) : fill(written, references).text;
      return [key, name];
    }),
  );
}

function keysOf(merged: LocatedRecord, name: string): string[] {
  return [...recordAt(merged, [name]).entries.keys()];
}

function recordAt(located: LocatedRecord, path: string[]): LocatedRecord {
  return asRecord(find(located, path))[0] ?? { kind: "record", entries: new Map(), at: located.at };
}

function asRecord(located: ReturnType<typeof find>): LocatedRecord[] {
  return located?.kind === "record" ? [located] : [];
}

/** All environments of a tier. */
export function resolveRooms(
  of: Omit<RoomOf, "environment" | "farther">,
  environments: readonly EnvironmentOf[],
  faults: Fault[],
  farther?: (stage: string) => ReadonlyMap<string, string> | undefined,
): Map<string, Running> {
  return new Map(
    environments.map((environment) => [
      environment.stage,
      resolveRoom({ ...of, environment, farther: farther?.(environment.stage) }, faults),
    ]),
  );
}

/** All of them together, in the order of the environments. */
export function joined(rooms: Iterable<Running>) {
  const all = [...rooms];
  return {
    applications: all.flatMap((room) => room.applications),
    services: all.flatMap((room) => room.services),
    databases: all.flatMap((room) => room.databases),
  };
}

export type Joined = ReturnType<typeof joined>;

/** Without what only faults and explanations need. */
export function bareOf({ applications, services, databases }: Joined) {
  return {
    applications: applications.map(({ resolved }) => resolved),
    services: services.map(({ resolved }) => resolved),
    databases: databases.map(({ resolved }) => resolved),
  };
}
