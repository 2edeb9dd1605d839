/** How a value is written on the wire, and read from it. */
export interface Form {
  write(value: unknown): unknown;
  read(value: unknown): unknown;
}

const same = (value: unknown) => value;
const orUndefined = (value: unknown) => (value === null || value === "" ? undefined : value);

/** As it is. Coolify's way to say "empty" differs from field to field: null, "" and absent are one (trap T10). */
export const plain: Form = { write: (value) => value ?? null, read: orUndefined };

/** Left alone where the inputs say nothing. */
export const whenGiven: Form = { write: same, read: orUndefined };

/** The other way round: Coolify asks what is off. */
export const inverted: Form = { write: (value) => !value, read: (value) => !value };

/** A number that comes back as text (trap T8). */
export const number: Form = { write: (value) => value ?? null, read: (value) => (value === null ? undefined : Number(value)) };

/** Our default for what Coolify has nothing for; it is written as nothing. */
export const orElse = (standard: string): Form => ({
  write: (value) => (value === standard ? null : value),
  read: (value) => value || standard,
});

/** Several texts in one; none is nothing. */
export const joined = (by: string): Form => ({
  write: (items) => (Array.isArray(items) && items.length > 0 ? items.join(by) : null),
  read: (text) => (typeof text === "string" ? text.split(by).filter(Boolean) : []),
});

/** A list that comes back as one; null is an empty one. */
export const items: Form = { write: (value) => value ?? [], read: (value) => value ?? [] };

export const toBase64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

/** Text that travels as base64 and comes back decoded (trap T6). */
export const base64: Form = { write: (text) => (typeof text === "string" ? toBase64(text) : null), read: orUndefined };

/** What decides whether a field counts. */
export type Sort = "git" | "dockerfile" | "compose" | "single";

export interface Column {
  /** Input, as a dotted path. */
  readonly at: string;
  /** Wire key of create and PATCH. */
  readonly key: string;
  /** Where the answer has it, as a dotted path. Default: the key. */
  readonly shown: string;
  readonly form: Form;
  /** Applications that it counts for. Default: all. */
  readonly only?: Sort;
  /** Without it in the inputs it is nobody's business. */
  readonly unmanaged?: true;
}

type Cell = string | { key: string; form?: Form; only?: Sort; unmanaged?: true; shown?: string };

/** `{ path: "install_command" }` for one group of inputs. */
export const columns = (group: string, cells: Readonly<Record<string, Cell>>, place = ""): Column[] =>
  Object.entries(cells).map(([name, cell]) => {
    const { key, form = plain, shown = key, ...rest } = typeof cell === "string" ? { key: cell } : cell;
    return { at: group ? `${group}.${name}` : name, key, shown: place + shown, form, ...rest };
  });

/** The same for columns that answers show below `settings`. */
export const settings = (group: string, cells: Readonly<Record<string, Cell>>): Column[] => columns(group, cells, "settings.");
