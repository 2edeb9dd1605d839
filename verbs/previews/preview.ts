import { type Fleet, stackNamed, stacksOf } from "../../config/load.ts";
import type { ResolvedStack } from "../../config/resolved.ts";

/** A deployment of a pull request, as Coolify's list of deployments shows it: there is no list of previews (contract 8.6). */
export interface PullRequestPreview {
  stack: string;
  /** Name in `servers.yaml` of the Coolify that it is on. */
  server: string;
  application: string;
  /** Of the application. */
  uuid: string;
  pullRequest: number;
  /** When it was deployed last, ISO 8601. */
  deployedAt: string;
  /** Coolify's word for that deployment: `finished`, `in_progress`. */
  status: string;
  ageDays: number;
  /** `previews.lifetime` of the application. */
  lifetimeDays: number;
  /** Whether it is older than that, and nothing of it under way. */
  due: boolean;
}

/** An application whose pull requests are deployed. */
export interface Previewed {
  stack: string;
  server: string;
  application: string;
  lifetimeDays: number;
}

/**
 * Those of one stack, or of the whole fleet.
 *
 * @throws UnknownStackError
 */
export function previewedIn(fleet: Fleet, name: string | undefined): Previewed[] {
  const stacks = name === undefined ? Object.values(stacksOf(fleet)) : [stackNamed(fleet, name)];
  return stacks.flatMap(previewedOf);
}

function previewedOf(stack: ResolvedStack): Previewed[] {
  if (stack.kind === "platform") return [];
  const products = stack.kind === "instance" ? stack.products : [];
  return [stack, ...products].flatMap(({ applications }) =>
    applications.flatMap(({ name: application, previews }) =>
      previews ? [{ stack: stack.code, server: stack.server, application, lifetimeDays: previews.lifetimeDays }] : [],
    ),
  );
}

const DAY = 86_400_000;

/** One row of an application's list of deployments, as far as it tells of previews. */
export interface PreviewRow {
  pullRequest: number;
  status: string;
  /** Milliseconds. */
  createdAt: number;
}

/** What the rows of one application mean, the newest of each pull request, the oldest first. */
export function previewsOf(application: Previewed & { uuid: string }, rows: readonly PreviewRow[], now: number): PullRequestPreview[] {
  const newest = new Map<number, PreviewRow>();
  for (const row of rows) {
    const known = newest.get(row.pullRequest);
    if (row.pullRequest > 0 && (!known || known.createdAt < row.createdAt)) newest.set(row.pullRequest, row);
  }
  return [...newest.values()]
    .sort((one, other) => one.createdAt - other.createdAt)
    .map(({ pullRequest, status, createdAt }) => {
      const ageDays = Math.max(0, (now - createdAt) / DAY);
      const underWay = status === "queued" || status === "in_progress";
      return {
        ...application,
        pullRequest,
        status,
        deployedAt: new Date(createdAt).toISOString(),
        ageDays: Math.round(ageDays * 10) / 10,
        due: !underWay && ageDays > application.lifetimeDays,
      };
    });
}
