import { loadFleet, snapshotOf, stackNamed } from "../../../config/load.ts";
import type { Context } from "../../context.ts";
import { EXIT, Failure } from "../../failure.ts";
import { composeText } from "./compose.ts";
import { engineOf } from "./engines.ts";
import { envText } from "./env.ts";
import { kubernetesText } from "./kubernetes.ts";
import { type Choice, type Parts, partsOf, referencesIn } from "./parts.ts";

/** Forms in which a stack can be taken elsewhere. */
export const FORMATS = ["env", "json", "compose", "kubernetes"] as const;
export type Format = (typeof FORMATS)[number];

export interface Export {
  stack: string;
  format: Format;
  text: string;
  /** Variables that must be set where it is used: what they stand for is in no file. */
  needs: string[];
  /** What the format cannot hold, a sentence each. */
  notes: string[];
}

/**
 * A stack in the form of another system (CFG-7). Secrets are references, never values.
 *
 * @throws UnknownStackError, ConfigError, Failure `usage` for an unknown format
 */
export function exportStack(context: Context, stack: string, format: string, choice: Choice = {}): Export {
  const known = FORMATS.find((one) => one === format);
  if (!known) throw new Failure(EXIT.usage, `There is no format "${format}".`, `Known are ${FORMATS.join(", ")}.`);
  if (known === "json") {
    const { wanted } = snapshotOf(stackNamed(loadFleet(context.config), stack));
    return { stack, format: known, text: `${JSON.stringify(wanted, null, 2)}\n`, needs: [], notes: [] };
  }
  const parts = partsOf(context, stack, choice);
  const notes = notesOf(parts, known);
  const texts = {
    env: () => envText(parts),
    compose: () => composeText(parts, notes),
    kubernetes: () => kubernetesText(parts, notes),
  };
  return { stack, format: known, text: texts[known](), needs: neededBy(parts, known), notes };
}

function neededBy({ applications, services, databases }: Parts, format: Format): string[] {
  const variables = [...applications, ...(format === "kubernetes" ? [] : services)].flatMap((one) => Object.values(one.variables));
  const ofDatabases = format === "env" ? [] : databases.flatMap((database) => Object.values(engineOf(database).variables));
  return [...new Set([...variables, ...ofDatabases].flatMap(referencesIn))].sort();
}

function notesOf({ applications, services }: Parts, format: Format): string[] {
  if (format === "env") return [];
  const built = applications.filter(({ source, buildPack }) => !("image" in source || "text" in source) && buildPack !== "dockerfile");
  return [
    ...built.map(({ name, buildPack }) =>
      format === "compose"
        ? `${name} is built by Coolify with ${buildPack}: its repository needs a Dockerfile.`
        : `${name} is built by Coolify with ${buildPack}: build its image and push it under this name.`,
    ),
    ...services.flatMap(({ name, source }) => {
      if (source.type === "oneClick")
        return [`${name} is Coolify's one-click service ${source.name}: its containers are not in the configuration.`];
      return format === "kubernetes" ? [`${name} is a compose text: export it with --format compose and convert that.`] : [];
    }),
    ...applications.flatMap(({ name, tasks }) =>
      tasks.length > 0 ? [`${name} has ${tasks.length} scheduled tasks, which are not exported.`] : [],
    ),
  ];
}
