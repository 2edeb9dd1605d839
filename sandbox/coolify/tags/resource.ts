import { type Answer, created, invalid, message, ok, refusal } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import type { Action } from "../noun.ts";
import { type ResourceKind, resourceKinds, resourceOf } from "../resources/kinds.ts";
import { type InputSpec, validated } from "../validation/validate.ts";
import { ownerKey } from "../world/table.ts";
import { attachTags, tagsOf, tooShort } from "./attach.ts";
import { shownTag } from "./show.ts";
import { taggables, tags } from "./tables.ts";

const input: InputSpec = {
  rules: {
    tag_name: "required_without:tag_names|string",
    tag_names: "required_without:tag_name|array|min:1",
    "tag_names.*": "string",
  },
};

const TWO_WAYS = "Provide either tag_name or tag_names, not both.";
const TOO_SHORT = "Each tag name must be at least 2 characters after sanitization.";

/** The three tag routes of a kind of resource; all of them read the uuid from the path. */
export function resourceTagActions(path: ResourceKind["path"]): Record<string, Action> {
  const kind = resourceKinds[path];
  const ownerOf = (call: Call) => ownerKey(path, resourceOf(call, kind, call.params.uuid));
  return {
    [`GET /${path}/{uuid}/tags`]: (call) => list(call, ownerOf(call)),
    [`POST /${path}/{uuid}/tags`]: gated((call) => attach(call, ownerOf(call))),
    [`DELETE /${path}/{uuid}/tags/{tag_uuid}`]: (call) => detach(call, ownerOf(call)),
  };
}

const list = (call: Call, owner: string): Answer => ok(tagsOf(call.world, owner).map(shownTag));

function attach(call: Call, owner: string): Answer {
  if (Object.hasOwn(call.input, "tag_name") && Object.hasOwn(call.input, "tag_names")) throw invalid({ tag_name: [TWO_WAYS] });
  const { tag_name, tag_names } = validated(call, input);
  const names: unknown[] = tag_names === undefined ? [tag_name] : Object.values(tag_names as object);
  if (names.some(tooShort)) throw invalid({ tag_name: [TOO_SHORT] });
  attachTags(call.world, call.team, owner, names);
  return created(tagsOf(call.world, owner).map(shownTag));
}

/** A tag that nothing carries any more goes altogether. */
function detach(call: Call, owner: string): Answer {
  const tag = call.world.of(tags).byUuid(call.params.tag_uuid);
  if (tag?.team_id !== call.team) throw refusal(404, "Tag not found.");
  const table = call.world.of(taggables);
  const link = table.where("owner", owner).find((row) => row.tag_id === tag.id);
  if (!link) throw refusal(404, "Tag not found on resource.");
  table.remove(link);
  if (!table.first("tag_id", tag.id)) call.world.of(tags).remove(tag);
  return message("Tag removed.");
}
