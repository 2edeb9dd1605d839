import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";

/** One value that a real Coolify was sent, and what it answered or read back. */
interface Sample {
  readonly sent: unknown;
  readonly status: number;
  readonly read?: unknown;
  readonly error?: unknown;
}
interface Field {
  readonly readPath: string;
  readonly create?: readonly Sample[];
  readonly createNull?: Sample;
  readonly patch: readonly Sample[];
  readonly patchNull?: Sample;
  readonly patchEmpty?: Sample;
  readonly summary: { readonly readable: boolean };
}

const recorded = JSON.parse(readFileSync(join(__dirname, "../coolify-traces/applications-fields.json"), "utf8"));
const fields = Object.entries(recorded.fields as Record<string, Field>);

let coolify: Coolify;
let place: Record<string, unknown>;

beforeAll(async () => {
  const world = JSON.parse(readFileSync(join(__dirname, "../coolify-traces/world.json"), "utf8"));
  coolify = await startCoolify({ world, settings: { rateLimit: 0, jobs: "manual" } });
  const project = (await ask(coolify, "POST", "/projects", { name: "shop" })).body.uuid;
  place = { project_uuid: project, environment_name: "production", server_uuid: world.names.S };
});

afterAll(() => coolify.close());

const SOURCE = { git_repository: "https://git.example.com/acme/web", git_branch: "main", build_pack: "nixpacks", ports_exposes: "3000" };

/** What a field needs beside itself to mean something. */
const BESIDE: Readonly<Record<string, Record<string, unknown>>> = {
  noindex_domains: { domains: "https://n.example.com,https://shop.example.com", force_domain_override: true },
  docker_compose_domains: { build_pack: "dockercompose" },
  is_raw_compose_deployment_enabled: { build_pack: "dockercompose" },
  is_http_basic_auth_enabled: { http_basic_auth_username: "admin", http_basic_auth_password: "pw" },
  domains: { force_domain_override: true },
  custom_labels: { domains: "https://labels.example.com", force_domain_override: true },
};
/** PATCH was recorded on a nixpacks application. */
const PATCHED_WITHOUT = new Set(["docker_compose_domains", "is_raw_compose_deployment_enabled"]);

async function made(field: string, sent?: unknown) {
  const body = {
    ...place,
    ...SOURCE,
    autogenerate_domain: false,
    name: "web",
    ...BESIDE[field],
    ...(sent === undefined ? {} : { [field]: sent }),
  };
  return ask(coolify, "POST", "/applications/public", body);
}

/** Long texts are cut in the recording; random ones and such as are not told apart are named in brackets. */
function expectRead(got: unknown, { read }: Sample): void {
  if (typeof read === "string" && /^\((random|generated|24 chars|repository|no such)/.test(read)) return;
  if (typeof read === "string" && read.endsWith("...")) expect(String(got)).toEqual(expect.stringContaining(read.slice(0, 20)));
  else expect(got).toEqual(read);
}

const at = (body: Record<string, unknown>, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], body);

async function check(answer: { status: number; body: Record<string, unknown> }, uuid: string, sample: Sample, field: Field): Promise<void> {
  expect({ sent: sample.sent, status: answer.status }).toEqual({ sent: sample.sent, status: sample.status });
  if (sample.status === 422) expect(answer.body.errors).toEqual(sample.error);
  if (sample.status >= 300 || !field.summary.readable || !("read" in sample)) return;
  const { body } = await ask(coolify, "GET", `/applications/${uuid}`);
  expectRead(at(body, field.readPath), sample);
}

describe("every field on create", () => {
  test.each(fields.filter(([, field]) => field.create))("%s", async (name, field) => {
    for (const sample of [...(field.create ?? []), field.createNull]) {
      if (sample === undefined) continue;
      const answer = await made(name, sample.sent);
      await check(answer, answer.body.uuid, sample, field);
    }
  });
});

describe("every field on PATCH", () => {
  test.each(fields)("%s", async (name, field) => {
    const { uuid } = (await made(PATCHED_WITHOUT.has(name) ? "" : name)).body;
    for (const sample of [...field.patch, field.patchNull, field.patchEmpty]) {
      if (sample === undefined) continue;
      // Null keeps what is there: true, when that was recorded.
      if (sample.sent === null && sample.read === true) await ask(coolify, "PATCH", `/applications/${uuid}`, { [name]: true });
      const beside = name === "domains" ? BESIDE.domains : {};
      await check(await ask(coolify, "PATCH", `/applications/${uuid}`, { [name]: sample.sent, ...beside }), uuid, sample, field);
    }
  });
});
