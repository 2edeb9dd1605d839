import { loadFleet } from "../../config/load.ts";
import { serverConnection } from "../../config/servers.ts";
import type { CoolifyClient } from "../../providers/coolify/client.ts";
import { isCoolifyError } from "../../providers/coolify/errors.ts";
import { del } from "../../providers/coolify/kind.ts";
import type { Context } from "../context.ts";
import { EXIT, type Exit, interrupted, toFailure } from "../failure.ts";
import { connect } from "../identity.ts";
import { type Looking, previewsOfApplication } from "./find.ts";
import type { PullRequestPreview } from "./preview.ts";

/** What became of a preview. */
export type Outcome = "removed" | "gone already" | "deployed meanwhile" | "failed";

export interface Cleaned extends PullRequestPreview {
  outcome: Outcome;
  /** Why it failed. */
  reason?: string;
}

export interface CleanReport {
  previews: Cleaned[];
  exit: Exit;
}

/**
 * Removes previews that are past their lifetime, as they were shown: one that was deployed meanwhile stays. Coolify takes each away at
 * once and its containers a little later (contract 8.6); a new push to the pull request makes it again.
 *
 * @throws Failure `interrupted` between two of them; what fails is told in the report
 */
export async function cleanPreviews(
  context: Context,
  shown: readonly PullRequestPreview[],
  looking: Looking & { signal?: AbortSignal | undefined },
): Promise<CleanReport> {
  const fleet = loadFleet(context.config);
  const cleaned: Cleaned[] = [];
  for (const [server, there] of Map.groupBy(
    shown.filter(({ due }) => due),
    (preview) => preview.server,
  )) {
    const connection = connect(serverConnection(fleet, server, context.environment), context, looking.run);
    try {
      for (const due of Map.groupBy(there, ({ uuid }) => uuid).values())
        cleaned.push(...(await cleanApplication(connection.client, due, looking)));
    } finally {
      await connection.close();
    }
  }
  return { previews: cleaned, exit: cleaned.some(({ outcome }) => outcome === "failed") ? EXIT.applyFailed : EXIT.ok };
}

type Cleaning = Looking & { signal?: AbortSignal | undefined };

async function cleanApplication(client: CoolifyClient, due: PullRequestPreview[], cleaning: Cleaning): Promise<Cleaned[]> {
  const [first] = due;
  if (!first) return [];
  const now = await previewsOfApplication(client, first, cleaning);
  const cleaned: Cleaned[] = [];
  for (const preview of due) {
    if (cleaning.signal?.aborted) throw interrupted();
    const newest = now.find(({ pullRequest }) => pullRequest === preview.pullRequest);
    const isSame = newest?.due && newest.deployedAt === preview.deployedAt;
    cleaned.push({ ...preview, ...(isSame ? await remove(client, preview) : { outcome: "deployed meanwhile" as const }) });
  }
  return cleaned;
}

async function remove(client: CoolifyClient, { uuid, pullRequest }: PullRequestPreview): Promise<Pick<Cleaned, "outcome" | "reason">> {
  try {
    // Whatever became of it the first time, a second one does no harm.
    await client.request(del("/applications/{uuid}/previews/{pullRequest}"), {
      params: { uuid, pullRequest: String(pullRequest) },
      idempotent: true,
    });
    return { outcome: "removed" };
  } catch (error) {
    if (isCoolifyError(error, { status: 404 })) return { outcome: "gone already" };
    return { outcome: "failed", reason: toFailure(error).message };
  }
}
