import { byDistance } from "./engine/nearest.ts";
import { UserError } from "./errors.ts";
import { get, type Lookups, type Reading, type Wire } from "./kind.ts";
import type { Lists } from "./lists.ts";
import { splitStamp } from "./stamp.ts";

/** What Coolify's uuids look like since 4.2 (contract 1.8). */
const UUID = /^[a-z0-9]{24}$/;

/** What has this form is taken as a uuid and not looked up. */
export const isUuid = (text: string): boolean => UUID.test(text);

/** At most so many names stand in a message. */
const SHOWN = 10;

/** A name as people wrote it: some objects carry our stamp behind it (decision 16). */
const bare = (name: unknown): string => splitStamp(name).description;

interface Sought {
  /** What it is called in messages: `server`. */
  readonly noun: string;
  readonly wanted: string;
  /** Where it was looked for: ` of project p1`. */
  readonly place?: string;
}

const isIt = (row: Wire, wanted: string): boolean =>
  [row.uuid, row.id].some((id) => id !== undefined && String(id) === wanted) || bare(row.name) === wanted;

/** The one row that has the name, uuid or number. @throws UserError when none or several have it, naming what there is */
function pick(rows: readonly Wire[], { noun, wanted, place = "" }: Sought): Wire {
  const found = rows.filter((row) => isIt(row, wanted));
  const [only] = found;
  if (found.length === 1 && only) return only;
  if (found.length > 1) {
    const uuids = found.map((row) => String(row.uuid ?? row.id)).join(", ");
    throw new UserError(
      `Several ${noun}s${place} are called "${wanted}" at Coolify: write one of their uuids instead of the name (${uuids}).`,
    );
  }
  const names = byDistance(wanted, [...new Set(rows.map((row) => bare(row.name)))]);
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
  const there = names.slice(0, SHOWN).map((name) => `"${name}"`);
  throw new UserError(
    `Coolify has no ${noun} "${wanted}"${place}. ${names.length > 0 ? `It has ${there.join(", ")}${more}.` : `It has no ${noun} at all.`}`,
  );
}

/** Names to uuids, each list read once a process (decision 19). */
export class Lookup implements Lookups {
  readonly #lists: Lists;
  readonly #gone: ReadonlySet<string>;

  /** @param gone uuids of what this process deleted, which lists from before still have: its name may be that of another one now */
  constructor(lists: Lists, gone: ReadonlySet<string> = new Set()) {
    this.#lists = lists;
    this.#gone = gone;
  }

  /** The team of the token by name or number; no other is visible (contract 15). Without a name: the token's team. */
  async team(nameOrId?: string): Promise<{ id: string; name: string }> {
    const rows = await this.#lists.get(get("/teams"));
    const row = nameOrId === undefined && rows.length === 1 ? rows[0] : pick(rows, { noun: "team", wanted: nameOrId ?? "" });
    return { id: String(row?.id), name: String(row?.name) };
  }

  server(nameOrUuid: string): Promise<{ uuid: string }> {
    return this.#uuid("server", get("/servers"), nameOrUuid);
  }

  destination(server: string, nameOrUuid: string): Promise<{ uuid: string }> {
    return this.#uuid("destination", get("/servers/{server}/destinations"), nameOrUuid, { server }, ` on server ${server}`);
  }

  privateKey(nameOrUuid: string): Promise<{ uuid: string }> {
    return this.#uuid("private key", get("/security/keys"), nameOrUuid);
  }

  /** Always looked up: some routes want its number (contract 1.8), which its uuid does not tell. */
  async githubApp(nameOrUuid: string): Promise<{ uuid: string; id: string }> {
    const row = await this.#find(get("/github-apps"), { noun: "GitHub app", wanted: nameOrUuid });
    return { uuid: String(row.uuid), id: String(row.id) };
  }

  s3Storage(nameOrUuid: string): Promise<{ uuid: string }> {
    return this.#uuid("S3 storage", get("/s3-storages"), nameOrUuid);
  }

  project(nameOrUuid: string): Promise<{ uuid: string }> {
    return this.#uuid("project", get("/projects"), nameOrUuid);
  }

  /** Coolify keeps names of environments in lower case and with `-` for `/` (trap T17). */
  environment(project: string, nameOrUuid: string): Promise<{ uuid: string }> {
    const name = nameOrUuid.toLowerCase().replaceAll("/", "-");
    return this.#uuid("environment", get("/projects/{project}/environments"), name, { project }, ` in project ${project}`);
  }

  async #uuid(noun: string, list: Reading, wanted: string, params: Wire = {}, place = ""): Promise<{ uuid: string }> {
    if (isUuid(wanted)) return { uuid: wanted };
    return { uuid: String((await this.#find(list, { noun, wanted, place }, params)).uuid) };
  }

  /** What this run itself made a moment ago is not in a list from before: such a list is read once more. */
  async #find(list: Reading, sought: Sought, params: Wire = {}): Promise<Wire> {
    const rows = (await this.#lists.get(list, params)).filter(({ uuid }) => !this.#gone.has(String(uuid)));
    return pick(rows.some((row) => isIt(row, sought.wanted)) ? rows : await this.#lists.current(list, params), sought);
  }
}
