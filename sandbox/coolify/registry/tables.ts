import { defineTable, type Row } from "../world/table.ts";

/** A tag of an image in a registry outside Coolify. */
export interface ImageTagRow extends Row {
  readonly repository: string;
  readonly tag: string;
}
export const imageTags = defineTable<ImageTagRow>({ name: "sandbox_image_tags", uuids: false, timestamps: false, indices: ["repository"] });
