import { createHash } from "node:crypto";
import type { Secret } from "../secret.ts";
import type { CoolifyClient } from "./client.ts";
import { EXIT, UserError } from "./errors.ts";
import type { Owner } from "./fields.ts";
import { get } from "./kind.ts";

/** Which Coolify and which of its teams a token leads to. Coolify has no id of its installation (decision 15). */
export interface Identity {
  version: string;
  team: { id: number; created_at: string; name?: string };
}

/** Oldest Coolify whose answers we know. */
const OLDEST = [4, 3, 0] as const;

export const digestOf = (token: Secret): string => createHash("sha256").update(token.reveal()).digest("hex");

/** An address as it is compared: without a slash at its end, without `/api/v1`. */
export const plainUrl = (url: string): string =>
  url
    .trim()
    .replace(/\/+$/, "")
    .replace(/\/api\/v1$/, "");

export const askVersion = async (client: CoolifyClient): Promise<string> => String(await client.request(get("/version"), { text: true }));

/** `GET /team` answers for the token's own team. */
export async function askTeam(client: CoolifyClient): Promise<Identity["team"]> {
  const { id, created_at, name } = (await client.request(get("/team"))) as Identity["team"];
  return { id, created_at, name };
}

/** What `pf` found out for this very run, if it was about the same address and token (`PF_IDENTITY`). */
export function givenIdentity(text: string | undefined, url: string, token: Secret): Identity | undefined {
  if (!text) return undefined;
  try {
    const given = JSON.parse(text) as { url?: string; token?: string } & Partial<Identity>;
    const same = given.url !== undefined && plainUrl(given.url) === url && given.token === digestOf(token);
    return same && given.version && given.team ? { version: given.version, team: given.team } : undefined;
  } catch {
    return undefined;
  }
}

/** Before anything is written. @throws UserError for a Coolify that is too old */
export function requireVersion({ version }: Identity): void {
  const parts = version.replace(/^v/, "").split(/[.-]/).map(Number);
  for (const [index, least] of OLDEST.entries()) {
    const part = parts[index] ?? 0;
    if (part > least) return;
    if (part < least || Number.isNaN(part))
      throw new UserError(`This Coolify has version ${version}; the program needs ${OLDEST.join(".")} or newer. Update Coolify first.`);
  }
}

/** Before anything is written, and before a 404 is believed. @throws UserError for a token of another team */
export function requireOwner({ team }: Identity, owner: Owner | undefined): void {
  if (!owner || (owner.team === team.id && owner.since === team.created_at)) return;
  const here = team.name ? `team "${team.name}" (${team.id})` : `team ${team.id}`;
  const place = owner.team === team.id ? "another Coolify with a team of the same number" : `team ${owner.team}`;
  throw new UserError(
    `This token belongs to ${here}; the stack lives in ${place}. Use a token of that team. Nothing was changed.`,
    EXIT.authentication,
  );
}
