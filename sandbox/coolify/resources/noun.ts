import { environments } from "../environments/tables.ts";
import { type Answer, ok } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Contents, Noun } from "../noun.ts";
import { nouns } from "../nouns.ts";
import { projects } from "../projects/tables.ts";
import { moveActions } from "./move.ts";

/** What applications, services and databases have in common. */
export const resourcesNoun: Noun = {
  name: "resources",
  actions: {
    "GET /resources": list,
    ...moveActions("applications"),
    ...moveActions("services"),
    ...moveActions("databases"),
  },
};

/** GET /resources: all of a team, one kind after the other, with numbers and the type (contract 4.3). */
function list(call: Call): Answer {
  const contents = (nouns as readonly Noun[]).flatMap((noun) => noun.contents ?? []);
  return ok(contents.flatMap((kind) => shownKind(call, kind)));
}

function shownKind(call: Call, { rows, show, resource = show, type }: Contents): object[] {
  const own = call.world.of(projects).where("team_id", call.team);
  return own.flatMap((project) =>
    call.world
      .of(environments)
      .where("project_id", project.id)
      .flatMap((environment) => rows(call.world, environment.id))
      .map((row) => ({ ...(resource(call, row as never) as object), laravel_through_key: project.id, type: type(row as never) })),
  );
}
