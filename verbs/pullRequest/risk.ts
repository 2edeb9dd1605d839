import type { Kind } from "../../providers/coolify/kind.ts";
import type { FieldChange, Operation, Risk } from "./change.ts";

type Properties = Record<string, unknown>;

/** What is known of a resource that may hold data. */
export interface AtRisk {
  operation: Operation;
  /** Absent: not a kind of Coolify's, or one by hand; those hold no data. */
  kind: Kind | undefined;
  before: Properties;
  after: Properties;
  fields: readonly FieldChange[];
  /** Production: it goes only where somebody types the stack's name. */
  protect: boolean;
}

/** What becomes of the data of a resource. The rules are those of the provider (contract 11; engine/diff.ts, engine/remove.ts). */
export function riskOf({ operation, kind, before, after, fields, protect }: AtRisk): Risk | undefined {
  const { data } = kind ?? {};
  if (!data) return undefined;
  const mayGo = before.deleteData === true;
  const guarded = protect ? " It is protected: the stack's name has to be confirmed." : "";
  if (operation === "deleted") {
    if (mayGo) return { weight: "lost", words: `is deleted **with its data**.${guarded}` };
    return data.onDelete === "refused"
      ? { weight: "refused", words: `holds data and says no \`deleteData: true\`: it is **not deleted**, the run stops there.` }
      : {
          weight: "perhaps",
          words: `is deleted; its volumes **stay on the server**, where Coolify no longer knows of them.${guarded}`,
        };
  }
  if (operation === "replaced" && data.lostByReplacement(before))
    return { weight: "lost", words: `is deleted and made anew: **its data is lost**.${guarded}` };
  if (operation === "changed" && !mayGo && after.deleteData === true)
    return { weight: "perhaps", words: "may from now on be deleted **with its data**." };
  if (operation === "changed" && fields.some(keepsLess))
    return { weight: "perhaps", words: "keeps fewer copies: **older ones are deleted**." };
  return undefined;
}

/** `0` is no limit (contract 14.3). */
function keepsLess({ path, old, new: now }: FieldChange): boolean {
  if (!/^retention/.test(path)) return false;
  const [was, is] = [Number(old ?? 0), Number(now ?? 0)];
  return is > 0 && (was === 0 || is < was);
}
