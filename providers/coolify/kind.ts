import { z } from "zod";
import { Owner } from "./fields.ts";
import type { Fault, ResourceShape } from "./shape.ts";

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** A route below `/api/v1`. Names in braces are filled from the inputs; `{uuid}` is the resource's own. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
}

export const get = (path: string): Route => ({ method: "GET", path });
export const post = (path: string): Route => ({ method: "POST", path });
export const patch = (path: string): Route => ({ method: "PATCH", path });
export const put = (path: string): Route => ({ method: "PUT", path });
export const del = (path: string, query?: Record<string, string>): Route => ({ method: "DELETE", path, ...(query && { query }) });

/** A body as Coolify takes it, or an answer as it gives it. */
export type Wire = Record<string, unknown>;

/** A read. With `rows` it is a list from which the object is picked by its id: many objects have no read of their own (contract 1.8). */
export interface Reading extends Route {
  readonly rows?: (answer: unknown) => Wire[];
}

/** A list that spares single reads. Its rows may lack the environment, which is then taken from the project (contract 16.2). */
export interface Together extends Reading {
  /** How many must be read at the same time until it is asked for. Default: 3. */
  readonly from?: number;
}

/** Fixed, or chosen by the inputs: an application's and a database's storages have different addresses. */
export type ByInputs<Input extends z.ZodObject, Value> = Value | ((inputs: z.output<Input>) => Value);

/** How an object is found again that state does not know: after a killed run, or after an answer that was lost. */
export interface Adopt<Input extends z.ZodObject = z.ZodObject> {
  /** By our mark in one of its texts, or by what is unique inside its parent: its name, or what `same` compares. */
  readonly by: "stamp" | "name";
  /** Where the stamp stands (decision 16). Default: `description`. The text is an input and a wire key of the same name. */
  readonly stampIn?: "description" | "name" | "network";
  readonly list: ByInputs<Input, Reading>;
  /** Whether a row is the wanted object, for what has no name. Default: the names are equal. */
  readonly same?: (row: Wire, inputs: z.output<Input>) => boolean;
  /** Names that Coolify itself makes with the parent: these are searched for even in a new parent. */
  readonly bornWithParent?: readonly string[];
  /**
   * It is made without a look at the list: what is there already answers 409, since Coolify keeps what `same` compares unique and the
   * stamp is part of that. It spares a request for each that is new.
   */
  readonly createFirst?: boolean;
  /** Why an object that was found cannot become the wanted one by writing `pending`; said after "Coolify has it already, but". */
  readonly refused?: (row: Wire, pending: readonly string[], inputs: z.output<Input>) => string | undefined;
  /** Wire keys that are written again after a lost answer: Coolify may have been cut off before it did what follows from them (contract 21.4). */
  readonly rewritten?: readonly string[];
}

/** Names that stand for uuids, looked up at Coolify while creating (decision 19). What has the form of a uuid is taken as one. */
export interface Lookups {
  server(nameOrUuid: string): Promise<{ uuid: string }>;
  destination(server: string, nameOrUuid: string): Promise<{ uuid: string }>;
  privateKey(nameOrUuid: string): Promise<{ uuid: string }>;
  githubApp(nameOrUuid: string): Promise<{ uuid: string; id: string }>;
  s3Storage(nameOrUuid: string): Promise<{ uuid: string }>;
  project(nameOrUuid: string): Promise<{ uuid: string }>;
  environment(project: string, nameOrUuid: string): Promise<{ uuid: string }>;
}

/** What a kind may do besides the one request of a write. */
export interface AfterWrite<Inputs> {
  readonly uuid: string;
  readonly inputs: Inputs;
  /** Wire keys that were written just now. */
  readonly written: readonly string[];
  /** One request. A POST is repeated when its answer is lost: it has something tried out, which makes nothing. */
  ask(route: Route, body?: unknown): Promise<unknown>;
  /** Asks until the answer satisfies. @throws UserError after the time that a deletion may take, saying what was waited for */
  until(route: Route, isDone: (answer: Wire) => boolean, what: string): Promise<Wire>;
}

/**
 * One kind of resource as data. The engine does the six verbs from it. The fields below are all there are: what needs more is
 * plain code in the engine or a hand-written provider beside it.
 */
export interface Kind<Input extends z.ZodObject = z.ZodObject> extends ResourceShape {
  readonly doc: string;
  readonly input: Input;
  /**
   * A full set of inputs, shown in docs/kinds.md and used by the tests that every kind gets. `<Project>` stands for the uuid of a
   * project, `<PrivateKey text>` for a fresh private key; the same for every kind.
   */
  readonly example: Readonly<Record<string, unknown>>;
  readonly routes: {
    /** Absent where the object comes with its parent and is only found. */
    readonly create?: ByInputs<Input, Route>;
    /** Absent where Coolify shows it nowhere: then state is believed as long as the parent is there. */
    readonly read?: ByInputs<Input, Reading>;
    /** Where the rows of a list tell what `read` does: many at the same time are read in one. */
    readonly together?: ByInputs<Input, Together>;
    /** Absent where nothing can be changed in place. */
    readonly update?: ByInputs<Input, Route>;
    /** Absent where it cannot be deleted: it goes with its parent, or stays with what `whenRemoved` writes. */
    readonly delete?: ByInputs<Input, Route>;
    /** Takes `environment_uuid`; a change of project or environment is then no replacement. */
    readonly move?: Route;
  };
  /** Key of the id in answers. Default: `uuid`. */
  readonly idKey?: "uuid" | "id";
  /** For what there is exactly one of in its place: its id. Making it is a write to it, and it is never searched for. */
  readonly idOf?: (inputs: z.output<Input>) => string;
  /** Inputs with the uuid of the object that it lives in, and how that one is read. Another parent is another object. */
  readonly parents?: Readonly<Partial<Record<keyof z.output<Input> & string, Route>>>;
  /** Wire keys that create accepts and keeps; the rest follows in one PATCH. */
  readonly createKeys: ByInputs<Input, readonly string[]>;
  /** What a new object has in wire keys that create does not take: where that is what is wanted, no PATCH follows. */
  readonly bornWith?: Wire;
  /** Inputs (dotted paths) that cannot be changed in place, besides the parents. */
  readonly replaceOn: readonly string[];
  /** Inputs (dotted paths) that can be changed in place, but not from this value to that one. */
  readonly replaceWhen?: Readonly<Record<string, (from: unknown, to: unknown) => boolean>>;
  /** Absent for what has `idOf`. */
  readonly adopt?: Adopt<Input>;
  /** Body of a full write. Pure; undefined entries are left out, null clears. */
  readonly toWire: (inputs: z.output<Input>) => Wire;
  /** Inputs as an answer shows them, in the form that `check` gives. A key that is left out keeps what state has: hidden or write-only. */
  readonly fromWire: (wire: Wire, inputs: Partial<z.output<Input>>) => Wire;
  /** What only create takes: parents, server, switches. `toWire` is sent besides. */
  readonly toCreate?: (inputs: z.output<Input>, lookups: Lookups) => Promise<Wire>;
  /**
   * Inputs that hold a name or a uuid, where more than create needs the uuid: they are turned into it just before requests are sent.
   * State and comparisons keep what was written.
   */
  readonly named?: Readonly<
    Partial<Record<keyof z.output<Input> & string, (lookups: Lookups, value: string, inputs: z.output<Input>) => Promise<string>>>
  >;
  /** What an update demands beside the changed keys. `before`: what state has of the object; absent where it was only just found or made. */
  readonly besideUpdate?: (inputs: z.output<Input>, uuid: string, before?: Partial<z.output<Input>>) => Wire;
  /** An update replaces everything: all keys are always sent. */
  readonly wholeUpdate?: boolean;
  /** Route below which the tags of the object live, for kinds with an input `tags`. */
  readonly tags?: string;
  /** What Coolify tells besides: from the answer of create and from reads. `movedBy`: wire keys whose change alters it (then it is read again). */
  readonly results?: { readonly schema: z.ZodObject; readonly of: (wire: Wire) => Wire; readonly movedBy: readonly string[] };
  /** Coolify deletes it only when it is empty: where another one takes its place, that is made first, so that what lives in it can leave. */
  readonly holdsOthers?: boolean;
  /** What it holds that no second creation brings back (contract 11). Such a kind has an input `deleteData`. */
  readonly data?: {
    /** `refused`: it is the data itself. `volumesStay`: Docker volumes outlive it and are named. */
    readonly onDelete: "refused" | "volumesStay";
    readonly lostByReplacement: (inputs: Partial<z.output<Input>>) => boolean;
    /** Where the names of its volumes are read. */
    readonly storages?: Route;
    /** Names of its volumes, where state knows them. */
    readonly volumes?: (outputs: Readonly<Record<string, unknown>>) => string[];
  };
  /** Rules about several fields at once. */
  faults?(inputs: z.output<Input>): Fault[];
  /** Names of what may not be written by two at the same time (contract 21.3): `domain:https://…`. The uuid is there once it is made. */
  readonly turns?: (inputs: z.output<Input>, keys: readonly string[], uuid?: string) => readonly string[];
  /** What only one resource of a program may give, beside its stamp or name: key → what two resources with it do, said after "Two resources of this program". */
  readonly claims?: (inputs: Partial<z.output<Input>>, uuid: string) => Readonly<Record<string, string>>;
  readonly afterWrite?: (work: AfterWrite<z.output<Input>>) => Promise<void>;
  /** What is written to an object that cannot be deleted, when it is removed. */
  readonly whenRemoved?: (inputs: z.output<Input>) => Wire;
  /** Coolify deletes in the background: wait until the object is in its list no more. */
  readonly deletedLater?: boolean;
  /** What the tests that every kind gets cannot do with it, with the contract's section: test → reason. */
  readonly exempt?: Readonly<Partial<Record<"update" | "refresh" | "gone" | "adopt" | "destroy", string>>>;
}

/** What Coolify adds to the inputs of every kind. */
const outputs = z.object({ uuid: z.string(), owner: Owner });

type Outputs = typeof outputs.shape;

/** Types a declaration by its own schema, so that `toWire` knows its fields and programs know its results. */
export function defineKind<Input extends z.ZodObject, Results extends z.ZodRawShape = Record<never, never>>(
  kind: Omit<Kind<Input>, "output" | "results"> & { readonly results?: Kind["results"] & { readonly schema: z.ZodObject<Results> } },
): Kind<Input> & { readonly output: z.ZodObject<Outputs & Results> } {
  const output = kind.results ? outputs.extend(kind.results.schema.shape) : outputs;
  // What `extend` makes of a shape that is a parameter cannot be followed by the compiler.
  return { ...kind, output: output as unknown as z.ZodObject<Outputs & Results> } as Kind<Input> & {
    readonly output: z.ZodObject<Outputs & Results>;
  };
}

/** What the inputs choose. */
export const chosen = <Input extends z.ZodObject, Value>(value: ByInputs<Input, Value>, inputs: z.output<Input>): Value =>
  typeof value === "function" ? (value as (inputs: z.output<Input>) => Value)(inputs) : value;
