import type { CoolifyClient } from "../client.ts";
import { pause } from "../deadline.ts";
import { get } from "../kind.ts";
import { rowsOf } from "../rows.ts";
import { isRecord } from "../values.ts";
import { type DeploymentRow, deploymentOf } from "./rows.ts";

/** The server writes whole seconds into its `Date` header, from which we know its clock; in milliseconds. */
const CLOCK = 2000;

export interface Search {
  applications: readonly string[];
  /** The server's time before the request was sent. */
  since: number;
  /** Deployments that are known to be older. */
  former: ReadonlySet<string>;
  /** Pauses before each look. */
  looks: readonly number[];
  /** Whether one may have begun and ended meanwhile: then the newest of each application is read too. */
  mayHaveEnded: boolean;
}

const isOurs = (row: DeploymentRow, { since, former }: Search) => row.isApi && !former.has(row.uuid) && row.createdAt >= since - CLOCK;

async function newest(client: CoolifyClient, application: string): Promise<DeploymentRow[]> {
  const route = { ...get("/deployments/applications/{application}"), query: { take: "1" } };
  const answer = await client.request(route, { params: { application } });
  return rowsOf(isRecord(answer) ? answer.deployments : undefined).map((wire) => ({ ...deploymentOf(wire), application }));
}

/**
 * Deployments that a request without a usable answer has started, by application.
 */
export async function findStarted(client: CoolifyClient, search: Search): Promise<Map<string, string>> {
  const started = new Map<string, string>();
  const note = (rows: readonly DeploymentRow[]) => {
    for (const row of rows)
      if (row.application && search.applications.includes(row.application) && isOurs(row, search)) started.set(row.application, row.uuid);
  };
  for (const look of search.looks) {
    await pause(look);
    note(rowsOf(await client.request(get("/deployments"))).map(deploymentOf));
    const missing = search.mayHaveEnded ? search.applications.filter((application) => !started.has(application)) : [];
    for (const application of missing) note(await newest(client, application));
    if (started.size === search.applications.length) break;
  }
  return started;
}
