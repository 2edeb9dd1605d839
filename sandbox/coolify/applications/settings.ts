import { serverError } from "../http/answer.ts";
import type { Bag } from "../http/normalise.ts";
import { isTruthy } from "../validation/values.ts";
import type { World } from "../world/world.ts";
import { booleanColumn, integerColumn } from "./columns.ts";
import { BOOLEAN_SETTINGS, LOOSE_SETTINGS, NUMBER_SETTINGS, SETTINGS, SINGLE_SETTINGS } from "./fields.ts";
import { applicationSettingsOf } from "./lookup.ts";
import { type ApplicationRow, type ApplicationSettingsRow, applicationSettings, applications } from "./tables.ts";

const BOOLEANS = new Set<string>(BOOLEAN_SETTINGS);
const NUMBERS = new Set<string>(NUMBER_SETTINGS);

/** Settings that may be null; `gpu_driver` and the numbers with a default may not. */
const NEVER_NULL = new Set(["gpu_driver", "docker_images_to_keep"]);

/** The settings a request names that are stored together (AC:140-178). */
export function namedSettings(input: Bag): Bag {
  const named: Bag = {};
  for (const name of SETTINGS) {
    if (Object.hasOwn(input, name)) named[name] = BOOLEANS.has(name) ? isTruthy(input[name]) : input[name];
  }
  return named;
}

/** Stores them, all or none. @throws Refusal 500 for a null that the database refuses */
export function writeNamedSettings(world: World, application: ApplicationRow, named: Bag): void {
  const columns: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(named)) {
    if (value === null && NEVER_NULL.has(name)) throw serverError();
    columns[name] = NUMBERS.has(name) ? integerColumn(value) : value;
  }
  world.of(applicationSettings).update(applicationSettingsOf(world, application), columns as Partial<ApplicationSettingsRow>);
}

/** Settings that are stored one by one, null left out: what comes before a bad one stays. @throws Refusal 500 */
export function writeSingleSettings(world: World, application: ApplicationRow, input: Bag, names = Object.keys(SINGLE_SETTINGS)): void {
  for (const name of names) {
    const value = input[name];
    const column = SINGLE_SETTINGS[name];
    if (value === undefined || value === null || column === undefined) continue;
    const read = booleanColumn(value);
    if (name === "is_static" && read) world.of(applications).update(application, { ports_exposes: "80" });
    world.of(applicationSettings).update(applicationSettingsOf(world, application), { [column]: read });
  }
}

/** Settings where anything counts as true or false. */
export function writeLooseSettings(world: World, application: ApplicationRow, input: Bag): void {
  for (const name of LOOSE_SETTINGS) {
    if (!Object.hasOwn(input, name)) continue;
    world.of(applicationSettings).update(applicationSettingsOf(world, application), { [name]: isTruthy(input[name]) });
  }
}
