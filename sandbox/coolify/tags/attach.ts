import { invalid, serverError } from "../http/answer.ts";
import type { Bag } from "../http/normalise.ts";
import { safeText } from "../validation/safeText.ts";
import type { World } from "../world/world.ts";
import { type TagRow, taggables, tags } from "./tables.ts";

/** A tag's name as it is kept: lower case, trimmed, without HTML (contract 9). */
export const tagName = (name: unknown): string => safeText(name).toLowerCase();

export const tooShort = (name: unknown): boolean => [...tagName(name)].length < 2;

/** The team's tag of that name; made when there is none. */
function tagOf(world: World, team: number, name: string): TagRow {
  const known = world
    .of(tags)
    .where("team_id", team)
    .find((row) => row.name === name);
  return known ?? world.of(tags).insert({ name, team_id: team });
}

/** Puts tags on a resource; those it has already are no matter. @param owner `ownerKey(table, row)` */
export function attachTags(world: World, team: number, owner: string, names: readonly unknown[]): void {
  for (const name of names.map(tagName)) {
    const tag = tagOf(world, team, name);
    const has = world
      .of(taggables)
      .where("owner", owner)
      .some((row) => row.tag_id === tag.id);
    if (!has) world.of(taggables).insert({ tag_id: tag.id, owner });
  }
}

/** The tags of a resource. */
export const tagsOf = (world: World, owner: string): TagRow[] =>
  world
    .of(taggables)
    .where("owner", owner)
    .flatMap((row) => world.of(tags).get(row.tag_id) ?? []);

/** The `tags` of a create request. @throws Refusal 422 for names too short without their tags, 500 for null */
export function wishedTags({ tags }: Bag): string[] {
  if (tags === undefined) return [];
  if (tags === null) throw serverError();
  const names = Object.values(tags as object) as string[];
  if (names.some(tooShort)) throw invalid({ tags: ["Each tag name must be at least 2 characters after sanitization."] });
  return names;
}
