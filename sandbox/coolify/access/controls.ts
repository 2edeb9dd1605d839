import { ControlError } from "../control/error.ts";
import type { Bag } from "../http/normalise.ts";
import type { Control } from "../noun.ts";
import type { World } from "../world/world.ts";
import { instanceSettings, type MembershipRow, memberships, type TeamRow, teams, type UserRow, users } from "./tables.ts";

const ROLES = ["owner", "admin", "member"];

/** Membership and allowed addresses, as the web interface changes them. */
export const accessControls: Record<string, Control> = {
  "allowed-ips": (world, { value }) => {
    if (typeof value !== "string" && value !== null) throw new ControlError("The control allowed-ips needs a value: a text or null.");
    const instance = world.of(instanceSettings).get(0);
    if (instance) world.of(instanceSettings).update(instance, { allowed_ips: value });
  },
  "user-leaves-team": (world, command) => {
    const membership = membershipOf(world, command);
    if (membership) world.of(memberships).remove(membership);
  },
  "user-joins-team": (world, command) => {
    const { user, team } = namedIn(world, command);
    if (membershipOf(world, command)) throw new ControlError(`${user.name} is in the team ${team.name} already.`);
    world.of(memberships).insert({ user_id: user.id, team_id: team.id, role: roleIn(command) });
  },
  "user-role": (world, command) => {
    const membership = membershipOf(world, command);
    if (!membership) throw new ControlError("The control user-role needs a user who is in the team.");
    world.of(memberships).update(membership, { role: roleIn(command) });
  },
};

function namedIn(world: World, command: Bag): { user: UserRow; team: TeamRow } {
  const user = world
    .of(users)
    .all()
    .find((row) => row.name === command.user || row.id === command.user);
  if (!user)
    throw new ControlError(
      `The control ${command.control} needs a user of this world; ${JSON.stringify(command.user) ?? "nothing"} is none.`,
    );
  const team = world
    .of(teams)
    .all()
    .find((row) => row.id === command.team);
  if (!team)
    throw new ControlError(
      `The control ${command.control} needs a team of this world; ${JSON.stringify(command.team) ?? "nothing"} is none.`,
    );
  return { user, team };
}

function membershipOf(world: World, command: Bag): MembershipRow | undefined {
  const { user, team } = namedIn(world, command);
  return world
    .of(memberships)
    .where("user_id", user.id)
    .find((row) => row.team_id === team.id);
}

function roleIn({ role = "member" }: Bag): string {
  if (typeof role === "string" && ROLES.includes(role)) return role;
  throw new ControlError(`A role is one of ${ROLES.join(", ")}.`);
}
