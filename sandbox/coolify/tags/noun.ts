import { type Answer, created, invalid, message, ok, refusal } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import type { Noun } from "../noun.ts";
import { type InputSpec, validated } from "../validation/validate.ts";
import { tagName, tooShort } from "./attach.ts";
import { resourceTagActions } from "./resource.ts";
import { byName, shownTag } from "./show.ts";
import { type TagRow, taggables, tags } from "./tables.ts";

const input: InputSpec = { rules: { name: "required|string|min:2|max:255" } };

/** Tags of a team, and on applications, services and databases (contract 9). */
export const tagsNoun: Noun = {
  name: "tags",
  tables: [tags, taggables],
  actions: {
    "GET /tags": (call) => ok(call.world.of(tags).where("team_id", call.team).sort(byName).map(shownTag)),
    "POST /tags": gated(create),
    "PATCH /tags/{uuid}": gated(change),
    "DELETE /tags/{uuid}": remove,
    ...resourceTagActions("applications"),
    ...resourceTagActions("services"),
    ...resourceTagActions("databases"),
  },
};

/** @throws Refusal 422 */
function nameOf(call: Call): string {
  const { name } = validated(call, input);
  if (tooShort(name)) throw invalid({ name: ["The tag name must be at least 2 characters after sanitization."] });
  return tagName(name);
}

/** @throws Refusal 409 */
function requireFree(call: Call, name: string, self?: TagRow): void {
  const own = call.world.of(tags).where("team_id", call.team);
  if (own.some((tag) => tag !== self && tag.name === name)) throw refusal(409, "Tag with this name already exists.");
}

function tagOf(call: Call): TagRow {
  const tag = call.world.of(tags).byUuid(call.params.uuid);
  if (tag?.team_id !== call.team) throw refusal(404, "Tag not found.");
  return tag;
}

function create(call: Call): Answer {
  const name = nameOf(call);
  requireFree(call, name);
  return created(shownTag(call.world.of(tags).insert({ name, team_id: call.team })));
}

function change(call: Call): Answer {
  const name = nameOf(call);
  const tag = tagOf(call);
  requireFree(call, name, tag);
  call.world.of(tags).update(tag, { name });
  return ok(shownTag(tag));
}

function remove(call: Call): Answer {
  call.world.of(tags).remove(tagOf(call));
  return message("Tag deleted.");
}
