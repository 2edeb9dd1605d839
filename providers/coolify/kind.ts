import { z } from "zod";
import { Owner } from "./fields.ts";
import type { ResourceShape } from "./shape.ts";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** A route below `/api/v1`. Names in braces are filled from the inputs; `{uuid}` is the resource's own. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
}

export const get = (path: string): Route => ({ method: "GET", path });
export const post = (path: string): Route => ({ method: "POST", path });
export const patch = (path: string): Route => ({ method: "PATCH", path });
export const del = (path: string, query?: Record<string, string>): Route => ({ method: "DELETE", path, ...(query && { query }) });

/** A body as Coolify takes it, or an answer as it gives it. */
export type Wire = Record<string, unknown>;

/** How an object is found again that state does not know: after a killed run, or after an answer that was lost. */
export interface Adopt {
  /** By our mark in its description, or by a name that is unique inside its parent. */
  readonly by: "stamp" | "name";
  readonly list: Route;
  /** Input that holds the parent's uuid. A parent made by this very process has no children that need a search (decision 17). */
  readonly parent?: string;
  /** Names that Coolify itself makes with the parent: these are searched for even in a new parent. */
  readonly bornWithParent?: readonly string[];
  /** Wire keys that are written again after a lost answer: Coolify may have been cut off before it did what follows from them (contract 21.4). */
  readonly rewritten?: readonly string[];
}

/** Names that stand for uuids, looked up at Coolify while creating (decision 19). */
export interface Lookups {
  server(nameOrUuid: string): Promise<{ uuid: string }>;
  destination(server: string, nameOrUuid: string): Promise<{ uuid: string }>;
}

/**
 * One kind of resource as data. The engine does the six verbs from it. The fields below are all there are: what needs more is
 * plain code in the engine or a hand-written provider beside it.
 */
export interface Kind<Input extends z.ZodObject = z.ZodObject> extends ResourceShape {
  readonly doc: string;
  readonly input: Input;
  readonly routes: {
    readonly create: (inputs: z.output<Input>) => Route;
    readonly read: Route;
    /** Absent where nothing can be changed in place. */
    readonly update?: Route;
    readonly delete: Route;
  };
  /** Wire keys that create accepts and keeps; the rest follows in one PATCH. */
  readonly createKeys: readonly string[];
  /** Inputs (dotted paths) that cannot be changed in place. */
  readonly replaceOn: readonly string[];
  readonly adopt: Adopt;
  /** Body of a full write. Pure; undefined entries are left out. */
  readonly toWire: (inputs: z.output<Input>) => Wire;
  /** Inputs as an answer shows them, in the form that `check` gives. What an answer does not show is left out. */
  readonly fromWire: (wire: Wire, inputs: Partial<z.output<Input>>) => Wire;
  /** What only create takes: parents, server, switches. `wire` is what is sent besides. */
  readonly toCreate?: (inputs: z.output<Input>, lookups: Lookups) => Promise<Wire>;
  /** Coolify deletes in the background: wait until the object is really gone. */
  readonly deletedLater?: boolean;
}

/** What Coolify adds to the inputs of every kind. */
const outputs = z.object({ uuid: z.string(), owner: Owner });

/** Types a declaration by its own schema, so that `toWire` knows its fields. */
export function defineKind<Input extends z.ZodObject>(kind: Omit<Kind<Input>, "output">): Kind<Input> & { output: typeof outputs } {
  return { ...kind, output: outputs };
}
