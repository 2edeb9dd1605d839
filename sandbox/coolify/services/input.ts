import type { InputSpec } from "../validation/validate.ts";

const URLS = {
  urls: "array|nullable",
  "urls.*": "array:name,url",
  "urls.*.name": "string|required",
  "urls.*.url": "string|nullable",
};
const FLAGS = { force_domain_override: "boolean", is_container_label_escape_enabled: "boolean" };
const messages = {
  "urls.*.array": "An item in the urls array has invalid fields. Only name and url fields are supported.",
};
const PLACE = { environment_name: "string|nullable", environment_uuid: "string|nullable", server_uuid: "string|required" };

/** POST /services, first look. */
export const createInput: InputSpec = {
  rules: {
    type: "string|required_without:docker_compose_raw",
    docker_compose_raw: "string|required_without:type",
    project_uuid: "string|required",
    ...PLACE,
    destination_uuid: "string|nullable",
    name: "string|max:255",
    description: "string|nullable",
    instant_deploy: "boolean",
    ...URLS,
    ...FLAGS,
    tags: "array|nullable",
    "tags.*": "string|min:2",
  },
  messages,
};

/** POST /services with a compose text, second look: after the place was found. */
export const createComposeInput: InputSpec = {
  rules: { ...createInput.rules, type: "nullable", docker_compose_raw: "string|required", destination_uuid: "string" },
  messages,
};

/** PATCH /services/{uuid}. */
export const changeInput: InputSpec = {
  rules: {
    name: "string|max:255",
    description: "string|nullable",
    instant_deploy: "boolean",
    connect_to_docker_network: "boolean",
    docker_compose_raw: "string|nullable",
    ...URLS,
    ...FLAGS,
  },
  messages,
};

const PART = {
  human_name: "nullable|string|max:255",
  description: "nullable|string",
  exclude_from_status: "sometimes|boolean",
  is_log_drain_enabled: "sometimes|boolean",
};

/** PATCH /services/{uuid}/applications/{app_uuid}: the body alone. */
export const applicationPartInput: InputSpec = {
  rules: {
    url: "nullable|string",
    noindex_domains: "sometimes|array|nullable",
    "noindex_domains.*": "string",
    ...PART,
    image: "nullable|string",
    is_gzip_enabled: "sometimes|boolean",
    is_stripprefix_enabled: "sometimes|boolean",
    is_force_https_enabled: "sometimes|boolean",
  },
  since: { is_force_https_enabled: "4.3.8" },
};

/** PATCH /services/{uuid}/databases/{database_uuid}: the body alone. */
export const databasePartInput: InputSpec = {
  rules: {
    ...PART,
    image: "sometimes|string",
    is_public: "sometimes|boolean",
    public_port: "nullable|integer|min:1|max:65535",
    public_port_timeout: "nullable|integer|min:1",
  },
};
