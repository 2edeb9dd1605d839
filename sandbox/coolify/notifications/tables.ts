import { defineTable, type Row } from "../world/table.ts";

/** How a team is told by one channel. */
export interface NotificationRow extends Row {
  readonly team_id: number;
  readonly channel: string;
  readonly values: Readonly<Record<string, unknown>>;
}
export const notificationSettings = defineTable<NotificationRow>({
  name: "notification_settings",
  uuids: false,
  timestamps: false,
  indices: ["team_id"],
  parents: [{ column: "team_id", tables: ["teams"] }],
});

/** How the installation sends mail; one row at most. */
export interface InstanceEmailRow extends Row {
  readonly values: Readonly<Record<string, unknown>>;
}
export const instanceEmail = defineTable<InstanceEmailRow>({ name: "sandbox_instance_email", uuids: false, timestamps: false });
