import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { CoolifyApiError } from "../../../providers/coolify/errors.ts";
import { fieldsOf, messageOf } from "../../../providers/coolify/faults.ts";
import type { Method } from "../../../providers/coolify/kind.ts";

interface Refusal {
  method: Method;
  path: string;
  status: number;
  body: unknown;
}

const TRACES = path.join(__dirname, "../../coolify-traces");
const CONTRACT = readFileSync(path.join(__dirname, "../../../docs/coolify-api.md"), "utf8");

function* refusalsIn(value: unknown): Generator<Refusal> {
  if (typeof value !== "object" || value === null) return;
  const step = value as { method?: Method; path?: string; expect?: { status?: unknown; body?: unknown } };
  if (step.method && step.path && typeof step.expect?.status === "number" && step.expect.status >= 400)
    yield {
      method: step.method,
      path: (step.path.replace("/api/v1", "").split("?")[0] ?? "").replace(/\$\{(\w+)\}/g, "$1"),
      status: step.expect.status,
      body: step.expect.body,
    };
  for (const inner of Object.values(value)) yield* refusalsIn(inner);
}

/** Every refusal that was recorded at a real Coolify. */
const RECORDED = readdirSync(TRACES)
  .filter((name) => name.endsWith(".jsonl"))
  .flatMap((name) => readFileSync(path.join(TRACES, name), "utf8").split("\n").filter(Boolean))
  .flatMap((line) => [...refusalsIn(JSON.parse(line))]);
const TEXT = JSON.stringify(RECORDED);

const errorOf = ({ method, path: at, status, body }: Refusal) =>
  new CoolifyApiError({ method, path: at, status, message: messageOf(body, status), fields: fieldsOf(body) });

/** Route | status | what Coolify says, with the field in front where it names one | how the explanation begins. */
const TABLE = `
DELETE /security/keys/k | 422 | Private Key is in use and cannot be deleted. | Give those servers
POST /security/keys | 422 | Private key already exists. | The team has this very key
PATCH /security/keys/k | 422 | private_key: This private key already exists. | The team has this very key
POST /security/keys | 422 | Invalid private key. | Coolify takes a private key in PEM form without a passphrase
DELETE /github-apps/1 | 409 | This GitHub app is being used by 1 application(s). Please delete all applications first. | Delete those applications first
PATCH /github-apps/1 | 403 | You are not authorized to perform this action. | An app that is system-wide
DELETE /destinations/d | 409 | Destination has attached resources, detach first. | Something is still deployed
POST /servers/s/destinations | 409 | A destination with this network already exists on the server. | The server has a destination with this network
PUT /databases/d/storages/s/backups | 422 | s3_storage_uuid: Select a usable S3 storage owned by your team. | The S3 storage is not usable
POST /databases/d/backups | 422 | s3_storage_uuid: The selected s3 storage uuid is invalid. | The S3 storage is not usable
POST /databases/d/backups | 422 | Scheduled backups are not supported for this database type. | Coolify backs up PostgreSQL
POST /databases/mysql | 400 | Public port already used by another database. | Another database of this server
POST /servers | 400 | A server with this IP/Domain is already in use. | A server with this address
POST /services | 404 | Invalid service type. | Coolify knows no one-click service
DELETE /servers/s | 400 | Server has resources. Use ?force=true to delete all resources and the server, or delete resources manually first. | Remove or move what runs on it first. It is never forced
DELETE /projects/p | 400 | Project has resources, so it cannot be deleted. | Something in it was not made by this program
DELETE /projects/p/environments/e | 400 | Environment has resources, so it cannot be deleted. | If it was renamed
DELETE /servers/s | 400 | Local server cannot be deleted. | Coolify itself runs on this server
DELETE /cloud-tokens/c | 400 | Cannot delete token that is used by servers. | Delete the servers that were made with this token
POST /cloud-tokens | 400 | Invalid hetzner token. Please check your API token. | Coolify asked the cloud provider
POST /cloud-tokens | 400 | Failed to validate token with provider API. | Coolify asked the cloud provider
PATCH /notifications/discord | 422 | foo: This field is not allowed. | Coolify refused a setting of this channel
POST /services | 422 | server_uuid: The specified server is configured as a build server and cannot host resources. | Choose a server that is not
PATCH /servers/s | 422 | is_build_server: A server with existing resources cannot be configured as a build server. | Something runs on it
PATCH /services/s | 413 | The POST data is too large. | The text is larger
DELETE /databases/d/storages/s | 422 | Delete this volume backup schedule and its archives before deleting the volume. | Remove the volume's backup first
DELETE /services/s/storages/v | 422 | This storage is read-only (managed by docker-compose or service definition) and cannot be deleted. | This storage comes from the compose text
POST /github-apps | 422 | html_url: The html_url points to a local or private address that is not allowed. | Coolify reaches no addresses inside
POST /databases/postgresql | 400 | Server has multiple destinations and you do not set destination_uuid. | The server has several destinations
POST /applications/public | 400 | Server has no destinations. | Open the server in Coolify and add a destination
POST /applications/private-github-app | 400 | Failed to verify repository access: boom | The GitHub App does not reach this repository
GET /s3-storages | 404 | Not found. | This Coolify does not know this request
POST /servers | 404 | Private key not found. | Something that this names is not there
PATCH /applications/a | 404 | Application not found | It may have been deleted in Coolify
POST /projects | 429 | Too Many Attempts. | Coolify lets a user make 200 requests a minute
PATCH /projects/p/environments/e | 409 | Environment with this name already exists. | The project has an environment of this name
POST /applications/a/envs | 409 | Environment variable already exists. Use PATCH request to update it. | Somebody made a variable
`;

const rows = TABLE.trim()
  .split("\n")
  .map((line) => line.split(" | ") as [string, string, string, string]);

const bodyFor = (words: string): unknown => {
  const [, field, text] = /^([a-z0-9_]+): (.*)$/.exec(words) ?? [];
  return field ? { message: "Validation failed.", errors: { [field]: [text] } } : { message: words };
};

describe("a refusal in Coolify's own words is explained", () => {
  test.each(rows)("%s %s: %s", (route, status, words, cure) => {
    const [method, at] = route.split(" ") as [Method, string];
    // The words were heard from a real Coolify, or the contract quotes them.
    const bare = words.replace(/^[a-z0-9_]+: /, "");
    expect(TEXT.includes(JSON.stringify(bare).slice(1, -1)) || CONTRACT.includes(bare)).toBe(true);
    const { message } = errorOf({ method, path: at, status: Number(status), body: bodyFor(words) });
    expect(message.startsWith(`${route} answered ${status}: `)).toBe(true);
    expect(message).toContain(words);
    expect(message).toContain(`\n  → ${cure}`);
  });

  test("with the details that it gives beside", () =>
    expect(messageOf({ message: "Private Key is in use.", details: "By servers." }, 422)).toBe("Private Key is in use. By servers."));
});

const conflict = (more: object) => ({
  message: "Domain conflicts detected. Use force_domain_override=true to proceed.",
  conflicts: [{ domain: "https://a.example.com", resource_name: "web", resource_uuid: "u1", ...more }],
});
const failed = (errors: unknown) => ({ message: "Validation failed.", errors });

describe("whose a domain is", () => {
  test.each<[string, object, string]>([
    ["an application's", { resource_type: "application" }, "https://a.example.com belongs to the application web (u1)."],
    ["a container's", { resource_type: "application", service_name: "api" }, "belongs to the application web, container api (u1)."],
    ["a service's", { resource_type: "service" }, "https://a.example.com belongs to the service web (u1)."],
    ["Coolify's own", { resource_type: "instance", resource_uuid: null }, "https://a.example.com belongs to this Coolify itself."],
  ])("%s", (_, more, owner) => {
    const { message } = errorOf({ method: "PATCH", path: "/applications/u2", status: 409, body: conflict(more) });
    expect(message).toContain(owner);
    expect(message).toContain("→ Take the domain away from its owner first");
  });

  test.each<[string, unknown]>([
    ["service", failed(["The current request contains conflicting URLs across containers: https://z.example.com. Use …"])],
    ["application", failed({ docker_compose_domains: ["The current request contains conflicting URLs: https://z.example.com Use …"] })],
  ])("two containers' of one %s", (_, body) => {
    const { message } = errorOf({ method: "POST", path: "/services", status: 422, body });
    expect(message).toContain("https://z.example.com");
    expect(message).toContain("→ Two containers of the same");
  });

  test("one owner is named once, though Coolify names it twice", () => {
    const { conflicts } = conflict({ resource_type: "application" });
    expect(fieldsOf({ conflicts: [...conflicts, ...conflicts] }).domains).toHaveLength(1);
  });
});

test("what was made a moment ago and is not there lost its parent (contract 21.2)", () => {
  const error = new CoolifyApiError({
    method: "PATCH",
    path: "/applications/u",
    status: 404,
    message: "Application not found",
    isNew: true,
  });
  expect(error.message).toContain("→ It was made a moment ago, so the project, environment or server that it is in was deleted meanwhile.");
});

/** Refusals of bodies that the program never sends, or of verbs that it does not use. */
const NEVER_OURS =
  /Invalid request|Bulk data|not running|already (running|stopped)|Sub service name|cannot be cancelled|You must provide|You can only use|docker_tag requires|queue is full|changed to a POST/;

test("every refusal that was recorded is explained, in whole words", () => {
  const unexplained = RECORDED.map((refusal) => ({ refusal, error: errorOf(refusal) }))
    .filter(({ refusal }) => typeof refusal.body === "object" && refusal.status !== 405)
    .filter(({ error }) => !NEVER_OURS.test(error.reason))
    .filter(({ error }) => error.hint === undefined || /undefined|\[object|\bat .*:\d+:\d+/.test(error.message));
  expect(RECORDED.length).toBeGreaterThan(300);
  expect(unexplained.map(({ error }) => error.message)).toEqual([]);
});
