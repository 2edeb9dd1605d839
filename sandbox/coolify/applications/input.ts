import type { FieldRules, InputSpec } from "../validation/validate.ts";
import { BUILD_PACKS, CHANGE_ALLOWED, COMPOSE_DOMAIN_RULES, CREATE_ALLOWED, PORTS_EXPOSES, SHARED_RULES } from "./fields.ts";
import { dockerImage, gitBranch, gitRepository } from "./rules.ts";

const messages = {
  "docker_compose_domains.*.array":
    "An item in the docker_compose_domains array has invalid fields. Only name, domain, and redirect fields are supported.",
};

/** Step 2 of a create, the same for all variants (contract 4.1). */
export const placementInput: InputSpec = {
  wording: "custom",
  allowed: CREATE_ALLOWED,
  rules: {
    name: "string|max:255",
    description: "string|nullable",
    project_uuid: "string|required",
    environment_name: "string|nullable",
    environment_uuid: "string|nullable",
    server_uuid: "string|required",
    destination_uuid: "string",
    is_http_basic_auth_enabled: "boolean",
    http_basic_auth_username: "string|nullable",
    http_basic_auth_password: "string|nullable",
    autogenerate_domain: "boolean",
    tags: "array|nullable",
    "tags.*": "string|min:2",
  },
};

const gitRules: Readonly<Record<string, FieldRules>> = {
  git_repository: ["string|required", gitRepository],
  git_branch: ["string|required", gitBranch],
  build_pack: `required|${BUILD_PACKS}`,
  ports_exposes: `${PORTS_EXPOSES}|nullable`,
  ...COMPOSE_DOMAIN_RULES,
};

const variant = (rules: Readonly<Record<string, FieldRules>>, wording: "custom" | "stock"): InputSpec => ({
  rules: { ...SHARED_RULES, ...rules },
  unknown: "ignore",
  wording,
  messages,
});

/** Step 10 of a create, by the last part of the path. */
export const variantInput = {
  public: variant(gitRules, "stock"),
  "private-deploy-key": variant({ ...gitRules, private_key_uuid: "string|required" }, "stock"),
  "private-github-app": variant({ ...gitRules, git_repository: "string|required", github_app_uuid: "string|required" }, "stock"),
  dockerfile: variant({ dockerfile: "string|required" }, "custom"),
  dockerimage: variant(
    {
      docker_registry_image_name: ["required|string|max:255", dockerImage],
      docker_registry_image_tag: "nullable|string|max:128|regex:imageTag",
      ports_exposes: `${PORTS_EXPOSES}|nullable`,
    },
    "custom",
  ),
} satisfies Record<string, InputSpec>;

export type Variant = keyof typeof variantInput;

/** PATCH /applications/{uuid}. */
export const changeInput: InputSpec = {
  allowed: CHANGE_ALLOWED,
  messages,
  rules: {
    ...SHARED_RULES,
    ...COMPOSE_DOMAIN_RULES,
    name: "string|max:255",
    description: "string|nullable",
    static_image: "string",
    watch_paths: "string|nullable",
    custom_nginx_configuration: "string|nullable",
    is_http_basic_auth_enabled: "boolean|nullable",
    is_preview_deployments_enabled: "boolean|nullable",
    http_basic_auth_username: "string",
    http_basic_auth_password: "string",
  },
};
