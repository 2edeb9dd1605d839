import type { TagRow } from "./tables.ts";

export const shownTag = ({ uuid, name, created_at, updated_at }: TagRow): object => ({ uuid, name, created_at, updated_at });

export const byName = (one: TagRow, other: TagRow): number => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0);
