import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { DriftReport } from "../../verbs/drift/drift.ts";
import type { ImportReport } from "../../verbs/import/importProject.ts";
import { base64, type Hand, handAtCoolify } from "./legacy/byHand.ts";
import { type Stage, writesOf } from "./stage.ts";

/** The real CLI needs seconds for each step, and the machine is shared. */
const PATIENCE = 600_000;

const IMAGE = { docker_registry_image_name: "ghcr.io/pf-core/ep-app", docker_registry_image_tag: "1.0.0", ports_exposes: "80" };
const COMPOSE =
  "services:\n  api:\n    image: nginx:1.27\n    volumes:\n      - type: bind\n        source: ./api.yaml\n        target: /etc/api.yaml\n        content: 'a: 1'\n";

let hand: Hand;
let stage: Stage;

beforeAll(async () => {
  hand = await handAtCoolify();
  stage = hand.stage;
}, PATIENCE);

afterAll(() => stage.close());

/** A project of which much cannot be said, and one application that can. */
async function oddProject(): Promise<void> {
  const { post, patch, project } = hand;
  const place = await project("Odd", {}, "émile", "staging");
  const image = (name: string, more: object = {}, environment = "production") =>
    post("/applications/dockerimage", { ...place.in(environment), ...IMAGE, name, autogenerate_domain: false, ...more });
  const web = await image("web");
  await image("big", { limits_memory: "536870912" });
  await image("wordy", { description: "x".repeat(200) });
  await image("numbered", { domains: "http://10.1.2.3:8080" });
  await image("abroad", {}, "émile");
  await image("marked", { description: "Ours pf-core@other/marked" });
  const [, second] = await stage.get<{ uuid: string }[]>("/servers");
  await image("elsewhere", { server_uuid: second?.uuid });
  await post(`/applications/${web}/envs`, { key: "ONCE", value: "x", is_shown_once: true });
  await post(`/applications/${web}/scheduled-tasks`, { name: "twice", command: "a", frequency: "daily" });
  await post(`/applications/${web}/scheduled-tasks`, { name: "twice", command: "b", frequency: "daily" });
  await post(`/applications/${web}/scheduled-tasks`, { name: "lines", command: "one\ntwo", frequency: "daily" });
  await post(`/projects/${place.uuid}/envs`, { key: "SHARED", value: "1" });
  await post(`/projects/${place.uuid}/environments/staging/envs`, { key: "SHARED_ONCE", value: "1", is_shown_once: true });
  for (const name of ["one", "two"])
    await post("/s3-storages", {
      name: `copies ${name}`,
      endpoint: "https://s3.example.com",
      region: "eu",
      bucket: name,
      key: "k",
      secret: "s",
    });
  const [copies] = await stage.get<{ uuid: string }[]>("/s3-storages");
  const database = await post("/databases/postgresql", { ...place.in("production"), name: "db-main" });
  await post(`/databases/${database}/backups`, { frequency: "daily", save_s3: true, s3_storage_uuid: copies?.uuid });
  const service = await post("/services", { ...place.in("staging"), name: "files", docker_compose_raw: base64(COMPOSE) });
  const [part] = (await stage.get<{ applications: { uuid: string }[] }>(`/services/${service}`)).applications;
  await patch(`/services/${service}/applications/${part?.uuid}`, { human_name: "The API" });
}

test(
  "what cannot be taken is left alone and named in plain words; the rest is taken",
  async () => {
    await oddProject();
    stage.requests();
    const { code, stdout, stderr } = await stage.pf(["import", "Odd", "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(writesOf(stage.requests())).toEqual([]);
    const report: ImportReport = JSON.parse(stdout);
    expect(report.changes).toEqual([]);
    const said = Object.fromEntries(report.foreign.map(({ what, reason }) => [what, reason]));
    expect(said).toEqual({
      "application abroad (émile)": expect.stringContaining("name of its environment"),
      "application numbered (production)": expect.stringContaining("domains"),
      "application big (production)": 'the YAML has no words for limits.memory, which is "536870912" at Coolify',
      "application elsewhere (production)": expect.stringContaining('server, which is "second" at Coolify'),
      "application marked (production)": expect.stringContaining('it belongs to the stack "other" already'),
      "application web (production) task lines": expect.stringContaining("command"),
      "application web (production) task twice": expect.stringContaining("another task of it has the same name"),
      "application web (production) variables.ONCE": "Coolify does not show its value",
      "application wordy (production)": expect.stringContaining("at most 150"),
      "database db-main (production) backup daily": expect.stringMatching(/several S3 storages.*copies one or copies two/),
      "environment émile": expect.stringContaining("rename it in Coolify"),
      "service files (staging) container api": "the YAML has no words for its human_name",
      "service files (staging) file /etc/api.yaml": expect.stringContaining("Coolify keeps its text apart"),
      "shared variables of staging variables.SHARED_ONCE": "Coolify does not show its value",
    });
    expect(report.taken.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
      expect.arrayContaining(["Application web", "Database db-main", "Service files", "ScheduledTask web-twice-task"]),
    );
    const drift: DriftReport = JSON.parse((await stage.pf(["drift", "odd", "--json"])).stdout);
    expect(drift).toMatchObject({ changed: [], gone: [], notApplied: [] });
  },
  PATIENCE,
);

test(
  "what belongs to another stack is refused, and nothing is left of the try",
  async () => {
    const place = await hand.project("Taken", { description: "Theirs pf-core@other/other" });
    const { code, stderr } = await stage.pf(["import", "Taken"]);
    expect(code).toBe(2);
    expect(stderr).toContain('belongs to the stack "other" already');
    expect(stderr).toContain("pf up other");
    expect(existsSync(path.join(stage.config, "instances", "taken.instance.yaml"))).toBe(false);
    expect(place.uuid).not.toBe("");
  },
  PATIENCE,
);

test(
  "with a token that may not see values, they are named and left alone",
  async () => {
    const place = await hand.project("Blind", {});
    const web = await hand.post("/applications/dockerimage", {
      ...place.in("production"),
      ...IMAGE,
      name: "blind-web",
      autogenerate_domain: false,
    });
    await hand.post(`/applications/${web}/envs`, { key: "PLAIN", value: "1" });
    const { code, stdout } = await stage.pf(["import", "Blind", "--json"], { COOLIFY_TOKEN: stage.coolify.tokens.noSensitive });
    expect(code).toBe(0);
    const report: ImportReport = JSON.parse(stdout);
    expect(report.foreign).toEqual([
      { what: "application blind-web (production) variables.PLAIN", reason: "Coolify does not show its value" },
    ]);
    expect(report.changes).toEqual([]);
  },
  PATIENCE,
);
