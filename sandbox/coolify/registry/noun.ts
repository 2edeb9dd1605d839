import { ControlError } from "../control/error.ts";
import type { Bag } from "../http/normalise.ts";
import type { Noun } from "../noun.ts";
import type { World } from "../world/world.ts";
import { addTag, removeTag } from "./image.ts";
import { imageTags } from "./tables.ts";

/** Image registries outside Coolify. */
export const registryNoun: Noun = {
  name: "registry",
  tables: [imageTags],
  seed(world, document) {
    for (const { repository, tags } of document.images ?? []) for (const tag of tags) world.of(imageTags).insert({ repository, tag });
  },
  controls: {
    "image-pushed": (world, command) => withTag(world, command, addTag),
    "image-removed": (world, command) => withTag(world, command, removeTag),
  },
};

function withTag(world: World, { repository, tag }: Bag, run: typeof addTag): void {
  if (typeof repository !== "string" || typeof tag !== "string") throw new ControlError("An image of a registry needs repository and tag.");
  run(world, repository, tag);
}
