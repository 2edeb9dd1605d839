import type { Fault } from "./fault.ts";
import type { LocatedRecord, Place } from "./located.ts";
import type { Pins } from "./releases.ts";
import type { References } from "./template.ts";
import type { EnvironmentOf, Tiers } from "./tiers.ts";

/** Something that may be there once only. */
export interface Claim {
  kind: "domain" | "port" | "container";
  what: string;
  at: Place;
  path: string;
}

/** Where the values of something come from. */
export interface Origins {
  /** Farthest first, each what one place of one file says about it. */
  layers: readonly LocatedRecord[];
  /** All of them laid over each other, templates filled in. */
  merged: LocatedRecord;
}

/** A finished object with the places of what must be unique. */
export interface Placed<Resolved> {
  resolved: Resolved;
  /** Where its name is said. */
  name: Place;
  namePath: string;
  claims: Claim[];
  origins: Origins;
}

/** One environment of one tier, and what all that runs in it shares. */
export interface Room {
  tiers: Tiers;
  environment: EnvironmentOf;
  /** What templates may refer to. */
  references: References;
  /** `air`, `ep`, `acmecorp-wwg`: begins the names of what has none of its own. */
  prefix: string;
  pins: Pins;
  /** Databases by their key, with their names. */
  databases: ReadonlyMap<string, string>;
  faults: Fault[];
}
