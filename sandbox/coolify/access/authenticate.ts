import { type Answer, Refusal } from "../http/answer.ts";
import type { World } from "../world/world.ts";
import { allows } from "./addresses.ts";
import { instanceSettings, memberships, type TokenRow, tokens } from "./tables.ts";

const refused = (status: number, body: Record<string, unknown>): Answer => ({ status, body });

const UNAUTHENTICATED = refused(401, { message: "Unauthenticated." });
const NOT_A_MEMBER = refused(401, { message: "Invalid token." });
const NO_ROLE = refused(403, { message: "Missing required team role." });
const SWITCHED_OFF = refused(403, { success: true, message: "API is disabled." });
const FOREIGN_ADDRESS = refused(403, { success: true, message: "You are not allowed to access the API." });

/** Abilities that plain members may not use (contract 1.2, check 4). */
const ELEVATED = ["root", "*", "write", "write:sensitive", "deploy", "read:sensitive"];
const ALL = ["root", "*"];

/** Check 1: the token of `Authorization: Bearer <number>|<secret>` or `Bearer <secret>`. @throws Refusal 401 */
export function authenticate(world: World, authorization: string | undefined): TokenRow {
  const token = find(world, authorization);
  if (!token || (token.expires_at !== null && Date.parse(token.expires_at) <= Date.now())) throw new Refusal(UNAUTHENTICATED);
  return token;
}

function find(world: World, authorization: string | undefined): TokenRow | undefined {
  const given = authorization && /^bearer +(.+)$/i.exec(authorization)?.[1]?.trim();
  if (!given) return undefined;
  const bar = given.indexOf("|");
  const token = world.of(tokens).first("secret", bar < 0 ? given : given.slice(bar + 1));
  return bar < 0 || String(token?.id) === given.slice(0, bar) ? token : undefined;
}

/** Checks 3 and 4: the user is still in the token's team, with a role that carries its abilities. Gives the role. @throws Refusal */
export function requireRole(world: World, token: TokenRow): string {
  const role = world
    .of(memberships)
    .where("user_id", token.user_id)
    .find((row) => row.team_id === token.team_id)?.role;
  if (role === undefined) throw new Refusal(NOT_A_MEMBER);
  if (role === "member" && token.abilities.some((ability) => ELEVATED.includes(ability))) throw new Refusal(NO_ROLE);
  return role;
}

/** Check 5: the API is on and the address may use it. @throws Refusal 403 */
export function requireOpenApi(world: World, address: string): void {
  const instance = world.of(instanceSettings).get(0);
  if (!instance?.is_api_enabled) throw new Refusal(SWITCHED_OFF);
  if (!allows(instance.allowed_ips, address)) throw new Refusal(FOREIGN_ADDRESS);
}

/** Check 6: any of the abilities, or root. @throws Refusal 403 */
export function requireAbility(token: TokenRow, abilities: readonly string[]): void {
  if (has(token, ALL) || has(token, abilities)) return;
  throw new Refusal(refused(403, { message: `Missing required permissions: ${abilities.join(", ")}` }));
}

/** Whether secret fields are shown to this token (contract 1.7). */
export function readsSensitive(token: TokenRow, role: string): boolean {
  return role !== "member" && (has(token, ALL) || token.abilities.includes("read:sensitive"));
}

const has = (token: TokenRow, abilities: readonly string[]): boolean => abilities.some((ability) => token.abilities.includes(ability));
