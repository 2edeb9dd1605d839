import type { Call } from "../http/call.ts";
import { safeUrl } from "../validation/safeUrl.ts";
import type { InputSpec, OwnRule } from "../validation/validate.ts";

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** An RFC 4122 uuid, which Coolify's own key ids are not (contract 15). */
const uuid: OwnRule = (value) => (UUID.test(String(value)) ? undefined : "The private key uuid field must be a valid UUID.");
const organization = "nullable|string|max:255|regex:githubOrganization";

/** Columns that hold a number, whatever was sent. */
export const NUMBER_COLUMNS = ["app_id", "installation_id", "custom_port"];

/** POST /github-apps (contract 15). */
export const createGithubInput = (call: Call): InputSpec => ({
  rules: {
    name: "required|string|max:255",
    organization,
    api_url: ["nullable", "string", "url", safeUrl(call)],
    html_url: ["required", "string", "url", safeUrl(call)],
    custom_user: "nullable|string|max:255",
    custom_port: "nullable|integer|min:1|max:65535",
    app_id: "required|integer",
    installation_id: "required|integer",
    client_id: "required|string|max:255",
    client_secret: "required|string",
    webhook_secret: "required|string",
    private_key_uuid: "required|string",
    is_system_wide: "boolean",
  },
  wording: "custom",
});

/** PATCH /github-apps/{id}: null passes every rule here. */
export const changeGithubInput = (call: Call): InputSpec => ({
  rules: {
    name: "nullable|string",
    organization: "nullable|string|regex:githubOrganization",
    api_url: ["nullable", "url", safeUrl(call)],
    html_url: ["nullable", "url", safeUrl(call)],
    custom_user: "nullable|string",
    custom_port: "nullable|integer|min:1|max:65535",
    app_id: "nullable|integer",
    installation_id: "nullable|integer",
    client_id: "nullable|string",
    client_secret: "nullable|string",
    webhook_secret: "nullable|string",
    private_key_uuid: ["nullable", "string", uuid],
    is_system_wide: "nullable|boolean",
  },
  unknown: "ignore",
});

export const GITHUB_COLUMNS: readonly string[] = [
  ...["name", "organization", "api_url", "html_url", "custom_user", "custom_port", "app_id", "installation_id", "client_id"],
  ...["client_secret", "webhook_secret", "private_key_uuid", "is_system_wide"],
];
/** Columns that the database does not take null for. */
export const GITHUB_FILLED = ["name", "api_url", "html_url", "custom_user", "custom_port", "is_system_wide"];

/** POST /gitlab-apps; the redirect goes to Coolify itself, so it may be inside the network. */
export const createGitlabInput = (call: Call): InputSpec => ({
  rules: {
    name: "required|string|max:255",
    html_url: ["required", "string", "url", safeUrl(call)],
    api_url: ["nullable", "string", "url", safeUrl(call)],
    custom_user: "nullable|string|max:255",
    custom_port: "nullable|integer|min:1|max:65535",
    group_name: "nullable|string|max:255",
    client_id: "nullable|string|max:255",
    client_secret: "nullable|string",
    webhook_token: "nullable|string",
    redirect_uri: "nullable|string|url",
    is_system_wide: "boolean",
  },
  wording: "custom",
});

/** PATCH /gitlab-apps/{id}: null passes every rule here. */
export const changeGitlabInput = (call: Call): InputSpec => ({
  rules: {
    name: "nullable|string|max:255",
    html_url: ["nullable", "url", safeUrl(call)],
    api_url: ["nullable", "url", safeUrl(call)],
    custom_user: "nullable|string|max:255",
    custom_port: "nullable|integer|min:1|max:65535",
    group_name: "nullable|string|max:255",
    client_id: "nullable|string|max:255",
    client_secret: "nullable|string",
    webhook_token: "nullable|string",
    redirect_uri: "nullable|url",
    is_system_wide: "nullable|boolean",
  },
  unknown: "ignore",
});

export const GITLAB_COLUMNS: readonly string[] = [
  ...["name", "html_url", "api_url", "custom_user", "custom_port", "group_name", "client_id", "client_secret"],
  ...["webhook_token", "redirect_uri", "is_system_wide"],
];
export const GITLAB_FILLED = ["name", "api_url", "html_url", "custom_user", "custom_port", "is_system_wide"];
