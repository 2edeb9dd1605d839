import { get } from "../../providers/coolify/kind.ts";
import { rowsOf } from "../../providers/coolify/rows.ts";
import type { Context } from "../context.ts";
import { connect } from "../identity.ts";
import type { RunOptions } from "../session.ts";
import type { Target } from "../target.ts";
import type { Drift } from "./drift.ts";
import { type Edits, tryEdits, writeEdits } from "./edits.ts";
import { type ForeignValues, planKeep } from "./keep.ts";
import type { LiveResource } from "./live.ts";
import { settleKept } from "./settle.ts";

/** Edits that would keep a drift, ready to be shown. */
export async function proposeKeeping(context: Context, target: Target, drift: Drift): Promise<Edits> {
  return tryEdits(context, planKeep(context, drift, await foreignValues(context, target, drift.live)));
}

/** Writes them, and lets Pulumi's state learn what is at Coolify, so that the next `up` changes nothing of what was kept. */
export async function keepDrift(context: Context, target: Target, drift: Drift, edits: Edits, options: RunOptions): Promise<void> {
  writeEdits(context, edits.files);
  await settleKept(context, target, settledNames(drift, edits), options);
}

/** Workloads of which everything was kept; what was not applied before stays due, whatever it is. */
function settledNames({ report, live }: Drift, { kept, refused }: Edits): string[] {
  const nameOfOwner = (what: string) => {
    const resource = live.find(({ name }) => what.startsWith(`${name} `));
    const owner = resource?.inputs.application ?? resource?.inputs.service ?? resource?.inputs.database;
    const found = owner === undefined ? resource : live.find(({ resource: one, kind }) => one.id === owner && !kind.endsWith("Variables"));
    return found?.name ?? "";
  };
  const open = new Set([
    ...refused.map(({ what }) => nameOfOwner(what)),
    ...report.notApplied.map(({ name }) => name.replace(/-(deployment|variables)$/, "")),
  ]);
  return [...new Set(kept.map(({ what }) => nameOfOwner(what)))].filter((name) => name !== "" && !open.has(name));
}

const NOUNS: Record<string, "applications" | "services" | "databases"> = {
  ApplicationVariables: "applications",
  ServiceVariables: "services",
  DatabaseVariables: "databases",
};

/** What Coolify shows of variables that somebody else made. */
async function foreignValues(context: Context, target: Target, live: readonly LiveResource[]): Promise<ForeignValues> {
  const asked = live.filter(({ foreign }) => foreign.length > 0);
  if (asked.length === 0) return new Map();
  const connection = connect(target.connection, context);
  try {
    const entries = await Promise.all(
      asked.map(async ({ kind, resource: { id = "" }, foreign }) => {
        const rows = rowsOf(await connection.client.request(get(`/${NOUNS[kind]}/{uuid}/envs`), { params: { uuid: id } }));
        const shown = rows.filter(
          (row) => foreign.includes(String(row.key)) && !row.is_preview && typeof row.value === "string" && !row.is_shown_once,
        );
        return [id, new Map(shown.map((row) => [String(row.key), String(row.value)]))] as const;
      }),
    );
    return new Map(entries);
  } finally {
    await connection.close();
  }
}
