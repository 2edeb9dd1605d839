import { defineTable, type Row } from "../world/table.ts";

/** A branch of a git repository as the world has it. */
export interface BranchRow extends Row {
  /** As `RemoteDocument.url` says it. */
  readonly repository: string;
  readonly branch: string;
  readonly head: string;
  /** Older commits, newest first. */
  readonly history: readonly string[];
}
export const branches = defineTable<BranchRow>({ name: "sandbox_branches", uuids: false, timestamps: false, indices: ["repository"] });
