import type { z } from "zod";
import type { ResolvedApplication, ResolvedDatabase, ResolvedService, ResolvedTenant, ResolvedValue } from "../../config/resolved.ts";
import { application } from "../../providers/coolify/kinds/application.ts";
import { database } from "../../providers/coolify/kinds/database.ts";
import { databaseBackup } from "../../providers/coolify/kinds/databaseBackup.ts";
import { scheduledTask } from "../../providers/coolify/kinds/scheduledTask.ts";
import { service } from "../../providers/coolify/kinds/service.ts";
import { storage } from "../../providers/coolify/kinds/storage.ts";

/** Holds finished objects against the kinds that they are made for, as the provider would. */

interface Refusing {
  input: z.ZodType;
  // Each kind's own inputs: a kind takes no other's.
  faults?: (inputs: never) => readonly { property: string; reason: string }[];
}

const place = { stamp: "air/x", project: "p", server: "main" };

/** What a kind has against inputs, each with the name of what they are for. */
function refused(kind: Refusing, name: string, inputs: unknown): string[] {
  const parsed = kind.input.safeParse(inputs);
  if (!parsed.success) return parsed.error.issues.map((issue) => `${name}: ${issue.path.join(".")} ${issue.message}`);
  return (kind.faults?.(parsed.data as never) ?? []).map(({ property, reason }) => `${name}: ${property} ${reason}`);
}

/** Puts a text where a secret comes. */
function withSecrets(settings: Readonly<Record<string, unknown>>, secrets: Record<string, ResolvedValue>): Record<string, unknown> {
  const filled = structuredClone(settings) as Record<string, unknown>;
  for (const path of Object.keys(secrets)) {
    const steps = path.split(".");
    const last = steps.pop() ?? "";
    let at = filled;
    for (const step of steps) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    at[last] = "correct-horse-1";
  }
  return filled;
}

function ofApplication(resolved: ResolvedApplication): string[] {
  const { settings, secrets, storages, tasks, variables, variableSettings, coolifyName, previews, protect, deploy, ...inputs } = resolved;
  const isGit = inputs.source.type !== "dockerImage" && inputs.source.type !== "dockerfile";
  const { buildPack, ...image } = inputs;
  const said = isGit ? { ...image, buildPack } : image;
  return [
    ...refused(application, inputs.name, { ...place, ...said, ...withSecrets(settings, secrets) }),
    ...storages.flatMap(({ name, source, mountPath, previewSuffix }) => {
      const { content, hidden, ...others } = { content: undefined, hidden: undefined, ...source };
      const named = source.type === "volume" || source.type === "bind" ? { name } : {};
      return refused(storage, name, { application: "a", mountPath, source: { ...others, ...named }, previewSuffix, content });
    }),
    ...tasks.flatMap((task) => refused(scheduledTask, task.name, { application: "a", ...task })),
  ];
}

function ofDatabase({
  engine,
  name,
  description,
  environment,
  limits,
  settings,
  secrets,
  backups,
  deleteData,
}: ResolvedDatabase): string[] {
  const filled = { type: engine, ...withSecrets((settings.engine ?? {}) as Record<string, unknown>, secrets) };
  return [
    ...refused(database, name, { ...place, name, description, environment, limits, deleteData, ...settings, engine: filled }),
    ...backups.flatMap(({ settings: kept, ...backup }) => refused(databaseBackup, `${name} backup`, { database: "d", ...backup, ...kept })),
  ];
}

function ofService({ name, description, environment, source, urls, settings, tasks, deleteData }: ResolvedService): string[] {
  return [
    ...refused(service, name, { ...place, name, description, environment, source, urls, deleteData, ...settings }),
    ...tasks.flatMap((task) => refused(scheduledTask, task.name, { service: "s", ...task })),
  ];
}

/** Everything that Coolify's kinds would refuse of a tier. */
export function refusals({ applications, databases, services }: Pick<ResolvedTenant, "applications" | "databases" | "services">): string[] {
  return [...applications.flatMap(ofApplication), ...databases.flatMap(ofDatabase), ...services.flatMap(ofService)];
}
