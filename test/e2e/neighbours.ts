import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Request, Stage } from "./stage.ts";

interface Application {
  uuid: string;
  name: string;
  status: string;
  last_online_at: string;
  destination: { uuid: string };
}

interface StateResource {
  type: string;
  outputs?: Record<string, unknown>;
}

/** Pulumi's own file of a stack of the fleet. */
export const stateFile = (home: string, stack: string) => path.join(home, "backend", ".pulumi", "stacks", "pf-core", `${stack}.json`);

/** What was begun and not ended. */
export interface PendingOperation {
  type: string;
  resource: { urn: string };
}

interface State {
  resources?: StateResource[];
  pending_operations?: PendingOperation[];
}

/** What Pulumi remembers of a stack, as it lies on disk; nothing where there is none. */
export function stateOf(home: string, stack: string): State {
  const file = stateFile(home, stack);
  if (!existsSync(file)) return {};
  return (JSON.parse(readFileSync(file, "utf8")) as { checkpoint: { latest?: State } }).checkpoint.latest ?? {};
}

/** Uuids of everything that these stacks have at Coolify. */
export const uuidsOf = (home: string, stacks: readonly string[]): string[] =>
  stacks.flatMap((stack) =>
    (stateOf(home, stack).resources ?? []).flatMap(({ type, outputs }) =>
      type.includes("coolify:") && typeof outputs?.uuid === "string" ? [outputs.uuid] : [],
    ),
  );

/** Requests to one of these objects. */
export const mentions = (requests: readonly Request[], uuids: readonly string[]): string[] =>
  requests.filter(({ path: route }) => uuids.some((uuid) => route.includes(uuid))).map(({ method, path: route }) => `${method} ${route}`);

/**
 * What another run may have changed of these stacks' applications: settings, variables. The server, which all share, and what containers
 * report are left out.
 */
export async function pictureOf(stage: Stage, stacks: readonly string[]): Promise<unknown> {
  const all = await stage.get<Application[]>("/applications");
  const own = all.filter(({ name }) => stacks.some((stack) => name.startsWith(`${stack}-`)));
  const variables = await Promise.all(own.map(({ uuid }) => stage.get<object[]>(`/applications/${uuid}/envs`)));
  return { own: own.map(({ destination, status, last_online_at, ...rest }) => ({ ...rest, network: destination.uuid })), variables };
}
