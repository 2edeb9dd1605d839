import { z } from "zod";
import { Connection, Owner, Uuid } from "../fields.ts";
import type { ResourceShape } from "../shape.ts";
import { Scope } from "./shared/scope.ts";
import { ApplicationVariable, SharedVariable, Variable, VariableKey } from "./variable.ts";

/** The outputs repeat the same paths, so a secret value stays secret in state. */
const set = <Item extends z.ZodType>(item: Item) =>
  z
    .record(VariableKey, item)
    .describe(
      "Key → variable. What was in the set and is no more is deleted. Keys that never were in it stay as they are, unless `exclusive` says otherwise.",
    );

const exclusive = (kept: string) =>
  z.boolean().default(false).describe(`Delete every variable that is not in the set. ${kept} stay: they are Coolify's own.`);

/** What state remembers besides the inputs; none of it holds a value. */
const remembered = {
  owner: Owner,
  markers: z
    .record(z.string(), z.string())
    .optional()
    .describe("Moment of the last change of each row whose value Coolify hides, so that a change by hand is seen."),
  unsettled: z
    .array(z.string())
    .optional()
    .describe("Keys that must be written again: a write failed in the middle, or a hidden value was changed."),
  leftover: z.array(z.string()).optional().describe("Keys that left the set and are not deleted yet."),
  foreign: z.array(z.string()).optional().describe("Keys of somebody else that an `exclusive` set must delete."),
};

/** @param kept what an exclusive set does not delete */
const shapeOf = <Type extends string, Noun extends string, Item extends z.ZodType>(type: Type, noun: Noun, item: Item, kept: string) => ({
  type,
  input: z.strictObject({
    coolify: Connection,
    owner: Owner.optional(),
    ...({ [noun]: Uuid.describe(`Uuid of the ${noun}.`) } as Record<Noun, typeof Uuid>),
    variables: set(item),
    exclusive: exclusive(kept),
  }),
  output: z.object(remembered),
});

export const applicationVariablesShape = shapeOf(
  "ApplicationVariables",
  "application",
  ApplicationVariable,
  "`SERVICE_…`, `NIXPACKS_…` and `RAILPACK_…` variables and those that a compose file names",
) satisfies ResourceShape;

export const serviceVariablesShape = shapeOf(
  "ServiceVariables",
  "service",
  Variable,
  "`SERVICE_…` variables and those that the compose file names",
) satisfies ResourceShape;

export const databaseVariablesShape = shapeOf(
  "DatabaseVariables",
  "database",
  Variable,
  "`REDIS_PASSWORD` and `REDIS_USERNAME` of a Redis",
) satisfies ResourceShape;

export const sharedVariablesShape = {
  type: "SharedVariables",
  input: z.strictObject({
    coolify: Connection,
    owner: Owner.optional(),
    scope: Scope,
    variables: set(SharedVariable),
    exclusive: exclusive("`COOLIFY_SERVER_…` variables of a server"),
  }),
  output: z.object(remembered),
} satisfies ResourceShape;
