import { loadFleet } from "../../config/load.ts";
import { serverConnection } from "../../config/servers.ts";
import type { CoolifyClient } from "../../providers/coolify/client.ts";
import { deploymentOf } from "../../providers/coolify/deployment/rows.ts";
import { get } from "../../providers/coolify/kind.ts";
import { rowsOf } from "../../providers/coolify/rows.ts";
import { isRecord } from "../../providers/coolify/values.ts";
import { listed } from "../atCoolify.ts";
import { atMost } from "../atMost.ts";
import type { Context } from "../context.ts";
import { connect } from "../identity.ts";
import type { Run } from "../run.ts";
import { type Previewed, type PreviewRow, type PullRequestPreview, previewedIn, previewsOf } from "./preview.ts";

/**
 * Days beyond its lifetime in which a preview is looked for. Deployments are never forgotten at Coolify, and nothing tells whether the
 * preview of an old one is still there; a clean-up that runs daily has met it long before.
 */
export const LOOK_BACK_DAYS = 30;

/** Rows in one answer: each carries its whole log where the token may see it (contract 8.3). */
const PAGE = 20;

/** Applications that are looked at at once. */
const AT_ONCE = 4;

const DAY = 86_400_000;

export interface Looking {
  /** Days beyond the lifetime. Default: `LOOK_BACK_DAYS`. */
  lookBack?: number | undefined;
  /** Counts the requests. */
  run: Run;
}

/**
 * Previews of pull requests, of one stack or of all: a list of applications from each Coolify, and of each application with previews
 * the deployments of the last weeks.
 *
 * @throws ConfigError, UnknownStackError, NotConfiguredError, CoolifyApiError
 */
export async function findPreviews(context: Context, name: string | undefined, looking: Looking): Promise<PullRequestPreview[]> {
  const fleet = loadFleet(context.config);
  const wanted = previewedIn(fleet, name);
  const servers = [...new Set(wanted.map(({ server }) => server))];
  const found = await atMost(servers.length, servers, async (server) => {
    const connection = connect(serverConnection(fleet, server, context.environment), context, looking.run);
    try {
      const there = wanted.filter((one) => one.server === server);
      return await previewsAt(connection.client, there, looking);
    } finally {
      await connection.close();
    }
  });
  return found.flat();
}

async function previewsAt(client: CoolifyClient, wanted: Previewed[], looking: Looking): Promise<PullRequestPreview[]> {
  const uuids = new Map((await listed(client, "application")).map(({ stamp, uuid }) => [stamp, uuid]));
  // What was never brought up has no previews.
  const there = wanted.flatMap((one) => {
    const uuid = uuids.get(`${one.stack}/${one.application}`);
    return uuid === undefined ? [] : [{ ...one, uuid }];
  });
  const found = await atMost(AT_ONCE, there, (application) => previewsOfApplication(client, application, looking));
  return found.flat();
}

/** Those of one application: its deployments, newest first, page by page until they are too old. */
export async function previewsOfApplication(
  client: CoolifyClient,
  application: Previewed & { uuid: string },
  { lookBack = LOOK_BACK_DAYS }: Looking,
): Promise<PullRequestPreview[]> {
  const rows: PreviewRow[] = [];
  for (let skip = 0; ; skip += PAGE) {
    const route = { ...get("/deployments/applications/{uuid}"), query: { skip: String(skip), take: String(PAGE) } };
    const answer = await client.request(route, { params: { uuid: application.uuid } });
    const page = rowsOf(isRecord(answer) ? answer.deployments : undefined).map(deploymentOf);
    rows.push(...page);
    // The server's clock, which its last answer told.
    const now = client.serverNow();
    const oldest = now - (application.lifetimeDays + lookBack) * DAY;
    if (page.length < PAGE || page.some(({ createdAt }) => createdAt < oldest))
      return previewsOf(
        application,
        rows.filter(({ createdAt }) => createdAt >= oldest),
        now,
      );
  }
}
