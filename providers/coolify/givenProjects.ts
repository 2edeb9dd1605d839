import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Address } from "./address.ts";
import { digestOf } from "./identity.ts";

const FILE = "projects.json";

/** So long they count as current, in milliseconds: a run begins a few seconds after it was looked whether its stack is there already. */
const CURRENT = 30_000;

/** `GET /projects`, and when it was asked for, in milliseconds since 1970. */
export interface Projects {
  answer: unknown;
  at: number;
}

/** Leaves in the folder of a run (`PF_RUN`) what `pf` has just read for it, so that the provider's process need not ask again. */
export function giveProjects(folder: string, { url, token }: Address, projects: Projects): void {
  try {
    writeFileSync(path.join(folder, FILE), JSON.stringify({ url, token: digestOf(token), ...projects }), { mode: 0o600 });
  } catch {
    // A full disk: it is asked again.
  }
}

/** What was left there, if it is of the same Coolify and token, and of now. */
export function givenProjects(folder: string | undefined, { url, token }: Address, now = Date.now()): Projects | undefined {
  if (!folder) return undefined;
  try {
    const given = JSON.parse(readFileSync(path.join(folder, FILE), "utf8")) as { url: string; token: string } & Projects;
    const same = given.url === url && given.token === digestOf(token);
    return same && now - given.at < CURRENT ? { answer: given.answer, at: given.at } : undefined;
  } catch {
    return undefined; // nothing was left, or half of it
  }
}
