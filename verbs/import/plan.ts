import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import type { Session } from "../session.ts";

/** A resource that the program declares. */
export interface Planned {
  urn: string;
  /** Type token. */
  type: string;
  name: string;
  /** URN of its component; absent below the stack itself. */
  parent?: string;
  isComponent: boolean;
  /** Whether it may go only once its name was typed. */
  isProtected: boolean;
  /** What it is to get, secrets marked as in state; what is not known yet is left out. */
  inputs: Record<string, unknown>;
}

const PlanFile = z.object({
  resourcePlans: z.record(
    z.string(),
    z.object({
      goal: z
        .object({
          type: z.string(),
          name: z.string(),
          custom: z.boolean().default(false),
          parent: z.string().nullish(),
          protect: z.boolean().default(false),
          inputDiff: z.object({ adds: z.record(z.string(), z.unknown()).nullish() }).nullish(),
        })
        .nullish(),
    }),
  ),
});

/** Pulumi's own mark for what is not known yet. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What the program of a stack declares while nothing of it is there: a preview, which sends nothing. */
export async function plannedResources(session: Session): Promise<Planned[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pf-import-"));
  try {
    const file = path.join(folder, "plan.json");
    await session.perform("preview", { plan: file });
    const { resourcePlans } = PlanFile.parse(JSON.parse(readFileSync(file, "utf8")));
    return Object.entries(resourcePlans).flatMap(([urn, { goal }]) => {
      if (!goal || goal.type.startsWith("pulumi:")) return [];
      const { type, name, custom, parent, protect, inputDiff } = goal;
      const isBelow = parent && !parent.includes("::pulumi:pulumi:Stack::");
      return [
        { urn, type, name, ...(isBelow && { parent }), isComponent: !custom, isProtected: protect, inputs: known(inputDiff?.adds ?? {}) },
      ];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function known(inputs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => !JSON.stringify(value).includes(UNKNOWN)));
}
