import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { DriftReport } from "../../verbs/drift/drift.ts";
import { createStage, type Stage } from "./stage.ts";

/** The real CLI needs seconds for each step, and the machine is shared. */
const PATIENCE = 240_000;
const SECRETS = { PF_SECRET_STRIPE_KEY: "sk_live_1" };

let stage: Stage;

beforeAll(async () => {
  stage = await createStage({}, true);
  stage.edit("instances/air.instance.yaml", /$/, "\nvariables:\n  STRIPE_KEY: { secret: stripe_key } # how we are paid\n");
});

afterAll(() => stage.close());

async function api(method: string, route: string, body?: unknown): Promise<{ uuid: string }> {
  const answer = await fetch(`${stage.coolify.url}/api/v1${route}`, {
    method,
    headers: { authorization: `Bearer ${stage.coolify.token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { uuid: string };
}

async function uuidOf(name: string): Promise<string> {
  const found = (await stage.get<{ name: string; uuid: string }[]>("/applications")).find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not there.`);
  return found.uuid;
}

async function drift(...more: string[]): Promise<{ code: number | null; report: DriftReport; stderr: string }> {
  stage.requests();
  const { code, stdout, stderr } = await stage.pf(["drift", "air", "--json", ...more], SECRETS);
  expect(stage.requests().filter(({ method }) => method !== "GET")).toEqual([]);
  return { code, report: JSON.parse(stdout), stderr };
}

test(
  "never brought up is a difference; what was just brought up has none, secrets included",
  async () => {
    expect((await drift()).report).toMatchObject({ neverBroughtUp: true, exit: 7 });
    const up = await stage.pf(["up", "air", "--yes"], SECRETS);
    expect(up).toMatchObject({ code: 0 });
    const { code, report } = await drift();
    expect(report).toMatchObject({ changed: [], gone: [], foreign: [], notApplied: [] });
    expect(code).toBe(0);
  },
  PATIENCE,
);

test(
  "what was changed by hand is told by cause, kept in the YAML with its comments, and the next up changes nothing",
  async () => {
    const [dev, product] = [await uuidOf("air-app-dev"), await uuidOf("ep-app-prod")];
    await api("PATCH", `/applications/${dev}`, { build_command: "npm run build:fast", limits_memory: "1g", health_check_interval: 45 });
    await api("PATCH", `/applications/${dev}/envs`, { key: "BRAND_LOGO", value: "/fix.svg" });
    await api("POST", `/applications/${dev}/envs`, { key: "NIGHT_FIX", value: "on" });
    await api("PATCH", `/applications/${product}`, { docker_registry_image_tag: "1.0.1" });
    const { code, report } = await drift();
    expect(code).toBe(7);
    const fields = Object.fromEntries(report.changed.map(({ name, fields: all }) => [name, all.map(({ path: at, is }) => [at, is])]));
    expect(fields).toEqual({
      "air-app-dev": expect.arrayContaining([
        ["buildCommand", "npm run build:fast"],
        ["limits.memory", "1g"],
        ["healthCheck.intervalSeconds", 45],
      ]),
      "air-app-dev-variables": [["variables.BRAND_LOGO.value", "/fix.svg"]],
      "ep-app-prod": [["source.tag", "1.0.1"]],
    });
    expect(report.foreign).toEqual([{ type: "variable", name: "NIGHT_FIX", place: "air-app-dev" }]);

    // Without a word nothing is written.
    expect((await stage.pf(["drift", "air", "--keep"], SECRETS)).code).toBe(11);
    const file = path.join(stage.config, "instances", "air.instance.yaml");
    expect(readFileSync(file, "utf8")).not.toContain("build:fast");

    const kept = await drift("--keep", "--yes");
    expect(kept).toMatchObject({ code: 0, report: { refused: [] } });
    expect(kept.stderr).toContain("+       NIGHT_FIX: on");
    expect(readFileSync(file, "utf8")).toContain("STRIPE_KEY: { secret: stripe_key } # how we are paid");
    expect(readFileSync(path.join(stage.config, "products", "air-ep.product.yaml"), "utf8")).toContain("source: { tag: 1.0.1 }");

    stage.requests();
    const up = await stage.pf(["up", "air", "--yes", "--json"], SECRETS);
    expect({ code: up.code, changes: JSON.parse(up.stdout).changes }).toEqual({ code: 0, changes: [] });
    expect(stage.requests().filter(({ method }) => method !== "GET")).toEqual([]);
    expect((await drift()).code).toBe(0);
  },
  PATIENCE,
);

test(
  "gone, made by hand, a changed secret, not applied: each under its name; a secret's value nowhere",
  async () => {
    const dev = await uuidOf("air-app-dev");
    await api("PATCH", `/applications/${dev}/envs`, { key: "STRIPE_KEY", value: "sk_live_2" });
    await api("DELETE", `/applications/${await uuidOf("air-app-staging")}`);
    const [project] = await stage.get<{ uuid: string }[]>("/projects");
    await api("POST", `/projects/${project?.uuid}/environments`, { name: "playground" });
    stage.edit("instances/air.instance.yaml", "name: AIR", "name: AIRY");
    const { code, report } = await drift();
    expect(code).toBe(7);
    expect(report.changed).toEqual([
      { kind: "ApplicationVariables", name: "air-app-dev-variables", fields: [{ path: "variables.STRIPE_KEY.value", secret: true }] },
    ]);
    expect(report.gone.map(({ name }) => name)).toEqual(["air-app-staging", "air-app-staging-variables"]);
    expect(report.foreign).toMatchObject([{ type: "environment", name: "playground" }]);
    expect(report.notApplied.map(({ name, operation }) => [name, operation])).toContainEqual(["air", "update"]);
    expect(JSON.stringify(report)).not.toContain("sk_live");
  },
  PATIENCE,
);
