import { memberships, type TeamRow, teams, type UserRow, users } from "../access/tables.ts";
import { type Answer, ok, refusal } from "../http/answer.ts";
import { type Call, shadowed } from "../http/call.ts";
import type { Noun } from "../noun.ts";

/** Teams are read only; a token sees its own and no other (contract 15). */
export const teamsNoun: Noun = {
  name: "teams",
  actions: {
    "GET /team": showOwn,
    "GET /team/members": listOwnMembers,
    "GET /teams": (call) => ok([ownTeam(call)]),
    "GET /teams/current": showOwn,
    "GET /teams/current/members": listOwnMembers,
    "GET /teams/{id}": (call) => ok(namedTeam(call)),
    "GET /teams/{id}/members": (call) => ok(membersOf(call, namedTeam(call))),
  },
};

function showOwn(call: Call): Answer {
  return ok(ownTeam(call));
}

function listOwnMembers(call: Call): Answer {
  return ok(membersOf(call, ownTeam(call)));
}

function ownTeam(call: Call): TeamRow {
  const team = call.world.of(teams).get(call.team);
  if (!team) throw refusal(404, "Team not found.");
  return team;
}

/** The id is read as PHP reads a number: `1x` is 1. @throws Refusal 404 for every team but the token's */
function namedTeam(call: Call): TeamRow {
  const id = Number.parseInt(String(shadowed(call, "id")), 10) || 0;
  if (id !== call.team) throw refusal(404, "Team not found.");
  return ownTeam(call);
}

function membersOf({ world }: Call, team: TeamRow): object[] {
  return world
    .of(memberships)
    .where("team_id", team.id)
    .flatMap(({ user_id }) => world.of(users).get(user_id) ?? [])
    .map(shownMember);
}

/** Without the role: the API does not tell it. */
function shownMember({ id, name, email, created_at, updated_at }: UserRow): object {
  return {
    ...{ id, name, email },
    avatar_path: null,
    avatar_s3_storage_id: null,
    avatar_storage_type: null,
    email_verified_at: created_at,
    force_password_reset: false,
    marketing_emails: true,
    pending_email: null,
    two_factor_confirmed_at: null,
    ...{ created_at, updated_at },
  };
}
