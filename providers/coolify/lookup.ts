import { UserError } from "./errors.ts";
import { get, type Lookups, type Wire } from "./kind.ts";
import type { Lists } from "./lists.ts";

/** The one row that has the name or uuid. @throws UserError when none or several have it, naming what there is */
function pick(rows: readonly Wire[], wanted: string, noun: string): { uuid: string } {
  const found = rows.filter((row) => row.uuid === wanted || row.name === wanted);
  const [only] = found;
  if (found.length === 1 && typeof only?.uuid === "string") return { uuid: only.uuid };
  if (found.length > 1) throw new UserError(`Several ${noun}s are called "${wanted}" at Coolify: write the uuid instead of the name.`);
  const names = rows.map((row) => `"${String(row.name)}"`).join(", ");
  throw new UserError(`Coolify has no ${noun} "${wanted}". ${names ? `It has ${names}.` : `It has no ${noun} at all.`}`);
}

/** Names to uuids, each list read once a process (decision 19). */
export class Lookup implements Lookups {
  readonly #lists: Lists;

  constructor(lists: Lists) {
    this.#lists = lists;
  }

  async server(nameOrUuid: string): Promise<{ uuid: string }> {
    return pick(await this.#lists.get(get("/servers")), nameOrUuid, "server");
  }

  async destination(server: string, nameOrUuid: string): Promise<{ uuid: string }> {
    return pick(await this.#lists.get(get("/servers/{server}/destinations"), { server }), nameOrUuid, "destination");
  }
}
