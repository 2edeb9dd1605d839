import type { Plain } from "../../../config/located.ts";
import { isSame } from "../../../providers/coolify/values.ts";
import { called, type Foreign } from "../found.ts";
import { backupBlock, storagesBlock } from "./attached.ts";
import { type Block, escaped, fieldBlock, filled, type Making, placeBlock } from "./block.ts";
import { variablesBlock } from "./variables.ts";

/** What Coolify asks a database by itself (contract 12.2): nobody needs to say it. */
const USUAL_CHECK = { enabled: true, intervalSeconds: 15, timeoutSeconds: 5, retries: 5, startPeriodSeconds: 5 };

/** A database. What the YAML does not name, Coolify keeps: passwords first of all. */
export function databaseBlock(making: Making): Block {
  const { name, workload } = making;
  const { inputs } = workload;
  const engine = inputs.engine as Record<string, unknown>;
  const check = inputs.healthCheck as Record<string, unknown> | undefined;
  const fields = {
    image: inputs.image,
    ...Object.fromEntries(engineFields(engine).map((field) => [`engine.${field}`, engine[field]])),
    ...(inputs.isPublic === true && { isPublic: true }),
    publicPort: inputs.publicPort,
    ...(check &&
      !isSame(check, USUAL_CHECK) &&
      Object.fromEntries(Object.entries(check).map(([key, value]) => [`healthCheck.${key}`, value]))),
  };
  return {
    engine: String(engine.type),
    name,
    ...placeBlock(making),
    ...(inputs.description ? { description: escaped(String(inputs.description)) } : {}),
    ...fieldBlock("Database", fields),
    ...filled({
      variables: variablesBlock(making),
      storages: storagesBlock(making),
      backups: workload.backups.map(backupBlock) as Plain[],
    }),
  };
}

const engineFields = (engine: Record<string, unknown>) => Object.keys(engine).filter((field) => field !== "type");

/** Fields that YAML has no words for stay out of what is compared, since nobody names them. */
export function withoutWordless({ workload }: Pick<Making, "workload">): Foreign[] {
  const engine = workload.inputs.engine as Record<string, unknown>;
  return engineFields(engine).flatMap((field) => {
    if (engine[field] === undefined || Object.keys(fieldBlock("Database", { [`engine.${field}`]: engine[field] })).length > 0) return [];
    delete engine[field];
    return [{ what: `${called(workload)} ${field}`, reason: "the YAML has no words for its value; Coolify keeps it" }];
  });
}
