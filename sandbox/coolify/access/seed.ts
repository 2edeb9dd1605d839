import type { WorldDocument } from "../world/document.ts";
import type { World } from "../world/world.ts";
import { instanceSettings, memberships, teams, tokens, users } from "./tables.ts";

const LONG_AGO = "2020-01-01T00:00:00.000000Z";

/** Teams, people, memberships, tokens and the settings of the installation. */
export function seedAccess(world: World, document: WorldDocument): void {
  world.of(instanceSettings).insert({ id: 0, ...document.instance });
  for (const { id, name, personal_team = false, description = null, created_at } of document.teams) {
    world.of(teams).insert({ id, name, personal_team, description, ...(created_at ? { created_at, updated_at: created_at } : {}) });
  }
  for (const user of document.users) {
    world.of(users).insert({ id: user.id, name: user.name, email: user.email });
    for (const [team, role] of Object.entries(user.teams)) {
      world.of(memberships).insert({ user_id: user.id, team_id: Number(team), role });
    }
  }
  for (const token of document.tokens) {
    const [number, secret = ""] = token.value.split("|");
    world.of(tokens).insert({
      id: Number(number),
      name: token.name,
      secret,
      abilities: token.abilities,
      user_id: token.user,
      team_id: token.team,
      expires_at: token.expired ? LONG_AGO : null,
    });
  }
}
