import { defineTable, type Row } from "../world/table.ts";

/** Settings of the whole installation: one row. */
export interface InstanceRow extends Row {
  readonly is_api_enabled: boolean;
  readonly is_mcp_server_enabled: boolean;
  readonly allowed_ips: string | null;
  readonly fqdn: string | null;
  readonly public_ipv4: string | null;
  readonly is_dns_validation_enabled: boolean;
}
export const instanceSettings = defineTable<InstanceRow>({
  name: "instance_settings",
  uuids: false,
  defaults: {
    is_api_enabled: true,
    is_mcp_server_enabled: false,
    allowed_ips: null,
    fqdn: null,
    public_ipv4: null,
    is_dns_validation_enabled: false,
  },
});

export interface TeamRow extends Row {
  readonly name: string;
  readonly description: string | null;
  readonly personal_team: boolean;
  readonly show_boarding: boolean;
  readonly is_mcp_server_enabled: boolean;
}
export const teams = defineTable<TeamRow>({
  name: "teams",
  uuids: false,
  defaults: { description: null, personal_team: false, show_boarding: false, is_mcp_server_enabled: true },
});

export interface UserRow extends Row {
  readonly name: string;
  readonly email: string;
}
export const users = defineTable<UserRow>({ name: "users", uuids: false });

export type Role = "owner" | "admin" | "member";
export interface MembershipRow extends Row {
  readonly user_id: number;
  readonly team_id: number;
  readonly role: string;
}
export const memberships = defineTable<MembershipRow>({
  name: "team_user",
  uuids: false,
  indices: ["user_id", "team_id"],
  parents: [
    { column: "team_id", tables: ["teams"] },
    { column: "user_id", tables: ["users"] },
  ],
});

/** An API token. `id` is the number before the bar, `secret` the part after it. */
export interface TokenRow extends Row {
  readonly name: string;
  readonly secret: string;
  readonly abilities: readonly string[];
  readonly user_id: number;
  readonly team_id: number;
  readonly expires_at: string | null;
}
export const tokens = defineTable<TokenRow>({
  name: "personal_access_tokens",
  uuids: false,
  indices: ["secret"],
  defaults: { expires_at: null },
});
