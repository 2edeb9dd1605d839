import type { Allowed } from "./allowed.ts";

const KEY = ["name", "description", "private_key"];
const S3 = ["name", "description", "endpoint", "bucket", "region", "key", "secret", "is_usable"];
const GITHUB = [
  ...["name", "organization", "api_url", "html_url", "custom_user", "custom_port", "app_id", "installation_id"],
  ...["client_id", "client_secret", "webhook_secret", "private_key_uuid", "is_system_wide"],
];

/** Keys, buckets, GitHub apps and cloud tokens of a team (contract 14, 15). */
export const teamBelongings: Allowed = {
  routes: {
    "POST /security/keys": KEY,
    "PATCH /security/keys/{uuid}": KEY,
    "POST /s3-storages": S3,
    "PATCH /s3-storages/{uuid}": S3,
    "POST /github-apps": GITHUB,
    "PATCH /github-apps/{uuid}": GITHUB,
    "POST /cloud-tokens": ["name", "provider", "token"],
    "PATCH /cloud-tokens/{uuid}": ["name"],
  },
  skipped: {
    GithubApp: { is_system_wide: "contract 15: one way, and then neither changed nor deleted by the team that made it" },
  },
};
