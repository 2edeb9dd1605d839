import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { DriftReport } from "../../verbs/drift/drift.ts";
import type { ImportReport } from "../../verbs/import/importProject.ts";
import { type Body, type Hand, handAtCoolify } from "./legacy/byHand.ts";
import { stateFile } from "./neighbours.ts";
import { type Stage, writesOf as writes } from "./stage.ts";

/** The real CLI needs seconds for each step, and the machine is shared. */
const PATIENCE = 480_000;

let hand: Hand;
let stage: Stage;

beforeAll(async () => {
  hand = await handAtCoolify();
  stage = hand.stage;
});

afterAll(() => stage.close());

interface State {
  checkpoint: { latest: { resources: { urn: string; protect?: boolean }[] } };
}

const post = (route: string, body: Body) => hand.post(route, body);

/** A project as somebody made it in Coolify's interface, with values that are no pleasure to write down. */
async function projectByHand(): Promise<void> {
  const { in: at } = await hand.project("Legacy", { description: "Made by hand" }, "development");
  const web = await post("/applications/public", {
    ...at("production"),
    ...{ git_repository: "https://github.com/pf-core/baiv-app", git_branch: "main", build_pack: "nixpacks", name: "legacy-web" },
    ...{ ports_exposes: "8080,9090", domains: "https://legacy.example.com", health_check_path: "/up", limits_memory: "300m" },
  });
  const image = { docker_registry_image_name: "ghcr.io/pf-core/ep-app", docker_registry_image_tag: "1.0.0", ports_exposes: "80" };
  await post("/applications/dockerimage", { ...at("development"), ...image, name: "legacy-dev", autogenerate_domain: false });
  await post("/applications/dockerimage", { ...at("production"), ...image, name: "legacy-worker", autogenerate_domain: false });
  await post("/applications/dockerimage", { ...at("production"), ...image, name: "My Odd App", autogenerate_domain: false });
  for (const [key, value] of [
    ["API_TOKEN", "s3cr3t-value"],
    ["GREETING", 'Grüße {{ du }} "ja": #1'],
    ["EMPTY", ""],
    ["NUMBER", "1.10"],
  ])
    await post(`/applications/${web}/envs`, { key, value });
  await post(`/applications/${web}/envs`, { key: "ONCE", value: "seen once", is_shown_once: true });
  await post(`/applications/${web}/storages`, { type: "persistent", name: "uploads", mount_path: "/app/uploads" });
  await post(`/applications/${web}/scheduled-tasks`, { name: "nightly", command: "npm run prune", frequency: "0 3 * * *" });
  await post("/databases/postgresql", { ...at("production"), name: "legacy-db", postgres_user: "web", postgres_db: "web" });
  await post("/services", { ...at("production"), type: "uptime-kuma", name: "status" });
}

test(
  "a project made by hand becomes YAML and state without a write; the preview is empty, what cannot be taken is named",
  async () => {
    await projectByHand();
    stage.requests();
    const { code, stdout, stderr } = await stage.pf(["import", "Legacy", "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(writes(stage.requests())).toEqual([]);
    const report: ImportReport = JSON.parse(stdout);
    expect(report).toMatchObject({ stack: "legacy", files: ["instances/legacy.instance.yaml"], secrets: ["api_token"], changes: [] });
    expect(report.taken.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
      expect.arrayContaining([
        "Project legacy",
        "Environment legacy-production",
        "Application legacy-web",
        "Application legacy-worker",
        "ApplicationVariables legacy-web-variables",
        "Storage legacy-web-uploads-storage",
        "ScheduledTask legacy-web-nightly-task",
        "Application my-odd-app",
        "Database legacy-db",
        "Service status",
      ]),
    );
    expect(report.foreign.map(({ what }) => what)).toEqual([
      "application legacy-web (production) variables.ONCE",
      "application legacy-web (production) backups of its volumes",
    ]);

    const yaml = readFileSync(path.join(stage.config, "instances", "legacy.instance.yaml"), "utf8");
    expect(yaml).toContain("secret: api_token");
    // The secret's value stands nowhere in clear, neither in the YAML nor in what Pulumi keeps.
    for (const file of filesBelow(path.dirname(stage.config)))
      expect([file, readFileSync(file, "latin1").includes("s3cr3t-value")]).toEqual([file, false]);

    // Production is protected from the first moment on, the rest is not.
    const state = JSON.parse(readFileSync(stateFile(stage.home, "legacy"), "utf8")) as State;
    const isProtected = Object.fromEntries(
      state.checkpoint.latest.resources.map(({ urn, protect = false }) => [urn.split("::").at(-1), protect]),
    );
    expect(isProtected).toMatchObject({ "legacy-web": true, "legacy-db": true, "legacy-dev": false, "legacy-production": true });

    stage.requests();
    expect(await stage.pf(["preview", "legacy", "--expect-no-changes"])).toMatchObject({ code: 0 });
    const up = await stage.pf(["up", "legacy", "--yes", "--json"]);
    expect({ code: up.code, changes: JSON.parse(up.stdout).changes }).toEqual({ code: 0, changes: [] });
    expect(writes(stage.requests())).toEqual([]);

    const drift: DriftReport = JSON.parse((await stage.pf(["drift", "legacy", "--json"])).stdout);
    expect(drift).toMatchObject({ changed: [], gone: [], notApplied: [] });
    expect(drift.foreign.map(({ name }) => name).sort()).toEqual(["ONCE"]);
  },
  PATIENCE,
);

test(
  "the same again is refused, and so is what is not there",
  async () => {
    expect((await stage.pf(["import", "Legacy"])).stderr).toContain('The fleet has "legacy" already');
    expect(existsSync(path.join(stage.config, "instances", "other.instance.yaml"))).toBe(false);
    expect((await stage.pf(["import", "Nobody"])).stderr).toContain('no project "Nobody"');
  },
  PATIENCE,
);

test(
  "the mark by which a lost state is found again comes with a refresh, and nothing else does",
  async () => {
    expect(await stage.pf(["refresh", "legacy"])).toMatchObject({ code: 0 });
    stage.requests();
    expect(await stage.pf(["up", "legacy", "--yes"])).toMatchObject({ code: 0 });
    const sent = writes(stage.requests()).map(({ method, path: route }) => `${method} ${route.split("/")[3]}`);
    expect([...new Set(sent)].sort()).toEqual(["PATCH applications", "PATCH databases", "PATCH projects", "PATCH services"]);
    expect(sent).toHaveLength(7);
    const [project] = (await stage.get<{ name: string; description: string }[]>("/projects")).filter(({ name }) => name === "Legacy");
    expect(project?.description).toBe("Made by hand pf-core@legacy/legacy");
    expect(await stage.pf(["up", "legacy", "--yes", "--json"]).then(({ stdout }) => JSON.parse(stdout).changes)).toEqual([]);
    expect((await stage.pf(["import", "Legacy"])).stderr).toContain('belongs to the stack "legacy" already');
  },
  PATIENCE,
);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
