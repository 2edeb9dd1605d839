import type * as pulumi from "@pulumi/pulumi";
import type { ResolvedApplication, ResolvedDatabase, ResolvedService, ResolvedValue } from "../config/resolved.ts";
import { Credential } from "../providers/credential/resource.ts";
import { names } from "./names.ts";
import { flatValues } from "./values.ts";

/** What a tier brings into its project. */
export interface Tier {
  readonly applications: readonly ResolvedApplication[];
  readonly services: readonly ResolvedService[];
  readonly databases: readonly ResolvedDatabase[];
}

interface Wish {
  length: number | undefined;
  version: number | undefined;
  protect: boolean;
}

/** The secrets that the stack makes itself, by their name in the YAML: one name in one stack is one value, whoever reads it. */
export function credentialsOf(parent: pulumi.Resource, stack: string, tiers: readonly Tier[]): Map<string, Credential> {
  const made = [...wishesOf(tiers)].map(([name, { protect, ...args }]) => {
    // What production cannot do without goes only with a word.
    const credential = new Credential(names.credential(stack, name), { name, ...args }, { parent, protect });
    return [name, credential] as const;
  });
  return new Map(made);
}

function wishesOf(tiers: readonly Tier[]): Map<string, Wish> {
  const wishes = new Map<string, Wish>();
  for (const workload of tiers.flatMap(({ applications, services, databases }) => [...applications, ...services, ...databases]))
    for (const value of valuesIn(workload).flatMap(flatValues)) {
      if (!("generated" in value)) continue;
      const { generated: name, length, version } = value;
      const other = wishes.get(name);
      // Whoever only names it takes what the others say of it.
      wishes.set(name, {
        length: other?.length ?? length,
        version: other?.version ?? version,
        protect: workload.protect || (other?.protect ?? false),
      });
    }
  return wishes;
}

const valuesIn = (workload: ResolvedApplication | ResolvedService | ResolvedDatabase): ResolvedValue[] => [
  ...("variables" in workload ? Object.values(workload.variables) : []),
  ...Object.values(workload.secrets ?? {}),
  ...("previews" in workload && workload.previews ? Object.values(workload.previews.variables) : []),
];
