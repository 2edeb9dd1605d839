import { z } from "zod";
import { resolveVariables } from "./attachments.ts";
import type { Fault } from "./fault.ts";
import type { ConfigFile } from "./files.ts";
import { plain } from "./located.ts";
import { environmentReferences, fillOpen } from "./references.ts";
import type { ResolvedVariables } from "./resolved.ts";
import type { References } from "./template.ts";
import { blockAt, type EnvironmentOf, mergeKey } from "./tiers.ts";
import { variableSettings } from "./variableSettings.ts";
import { sharedVariables } from "./variables.ts";

const KEY = "shared_variables";
const Block = z.object({ [KEY]: sharedVariables("", "").default({}) });
const NO_DATABASES = new Map<string, string>();

/** The files that say something of the environments of one tier, farthest first. */
export interface SharedTier {
  files: readonly ConfigFile[];
  environments: readonly EnvironmentOf[];
  references: References;
}

/** Those of a project, and of the environments that have any by their name. */
export function resolveShared(own: SharedTier, others: readonly SharedTier[], faults: Fault[]) {
  const resolve = (blocks: Parameters<typeof mergeKey>[0], references: References): ResolvedVariables => {
    const located = fillOpen(Block, mergeKey(blocks, KEY), references, faults);
    const { data } = Block.safeParse(plain(located));
    const written = data?.[KEY] ?? {};
    return { variables: resolveVariables(written, NO_DATABASES), ...variableSettings(written) };
  };
  const environments = [own, ...others].flatMap(({ files, environments: all, references }) =>
    all.flatMap((environment): [string, ResolvedVariables][] => {
      const blocks = files.map((file) => blockAt(file, ["environments", environment.name]));
      const resolved = resolve(blocks, environmentReferences(references, environment));
      return Object.keys(resolved.variables).length > 0 ? [[environment.name, resolved]] : [];
    }),
  );
  return { project: resolve(own.files, own.references), environments: Object.fromEntries(environments) };
}
