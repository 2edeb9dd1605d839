import type { Holder } from "./domains/conflicts.ts";
import type { Answer } from "./http/answer.ts";
import type { Call } from "./http/call.ts";
import type { Bag } from "./http/normalise.ts";
import type { Job } from "./jobs/jobs.ts";
import type { Site } from "./proxy/site.ts";
import type { WorldDocument } from "./world/document.ts";
import type { Row, TableDefinition } from "./world/table.ts";
import type { World } from "./world/world.ts";

/** Answers one route. Throws a Refusal to end early. */
export type Action = (call: Call) => Answer;

/** Does what happens outside the API. Throws a ControlError when the command makes no sense. */
export type Control = (world: World, command: Bag) => void;

/** A resource that lies in an environment: keeps it from being deleted and shows up in its detail. */
export interface Contents {
  /** Key in the answer of `GET /projects/{uuid}/{environment}`; absent for what Coolify leaves out there. */
  readonly key?: string;
  readonly rows: (world: World, environmentId: number) => readonly Row[];
  readonly show: (call: Call, row: never) => unknown;
  /** `type` of the row in GET /resources. */
  readonly type: (row: never) => string;
  /** As GET /resources shows the row, before `type`. Default: `show`. */
  readonly resource?: (call: Call, row: never) => unknown;
}

/**
 * One of Coolify's nouns and all that the sandbox must know about it.
 * Everything is optional: the frame collects what is there. See sandbox/README.md for how to add one.
 */
export interface Noun {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: definitions of many row types in one list.
  readonly tables?: readonly TableDefinition<any>[];
  /** By method and path of routes.ts: `"POST /projects"`. */
  readonly actions?: Readonly<Record<string, Action>>;
  /** Fills the world from its document; called in the order of nouns.ts. */
  readonly seed?: (world: World, document: WorldDocument) => void;
  readonly controls?: Readonly<Record<string, Control>>;
  /** What `GET /__sandbox/{name}` tells about the world outside Coolify, for tests. */
  readonly reports?: Readonly<Record<string, (world: World) => unknown>>;
  readonly jobs?: Readonly<Record<string, Job>>;
  readonly contents?: readonly Contents[];
  /** What `POST /deploy` does with this noun's resources: starts them inside the request (contract 8.1). Applications are queued instead. */
  readonly startable?: { readonly table: string; readonly start: (world: World, row: never) => void };
  /** What answers for a host name, for nouns whose containers are reachable through the proxy. */
  readonly site?: (world: World, host: string) => Site | undefined;
  /** Domains that resources of a team hold besides applications: they conflict with new ones (contract 10). */
  readonly domainHolders?: (world: World, team: number) => Iterable<Holder>;
}
