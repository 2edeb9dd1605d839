import type { Noun } from "../noun.ts";
import { imageTags } from "./tables.ts";

/** Image registries outside Coolify. */
export const registryNoun: Noun = {
  name: "registry",
  tables: [imageTags],
  seed(world, document) {
    for (const { repository, tags } of document.images ?? []) for (const tag of tags) world.of(imageTags).insert({ repository, tag });
  },
};
