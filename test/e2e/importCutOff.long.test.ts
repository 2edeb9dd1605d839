import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { ImportReport } from "../../verbs/import/importProject.ts";
import { base64, type Hand, handAtCoolify } from "./legacy/byHand.ts";
import { type Stage, writesOf } from "./stage.ts";
import { until } from "./until.ts";

/** The real CLI needs seconds for each step, and the machine is shared. */
const PATIENCE = 600_000;

const IMAGE = { docker_registry_image_name: "ghcr.io/pf-core/ep-app", docker_registry_image_tag: "1.0.0", ports_exposes: "80" };

let hand: Hand;
let stage: Stage;

beforeAll(async () => {
  hand = await handAtCoolify();
  stage = hand.stage;
  const place = await hand.project("Cut", {}, "staging");
  for (const environment of ["production", "staging"])
    await hand.post("/applications/dockerimage", { ...place.in(environment), ...IMAGE, name: "web", autogenerate_domain: false });
  const compose = base64("services:\n  a:\n    image: nginx:1.27\n");
  await hand.post("/services", { ...place.in("staging"), name: "chat", docker_compose_raw: compose });
}, PATIENCE);

afterAll(() => stage.close());

const note = () => path.join(stage.home, "imports", "cut.json");
const instance = () => path.join(stage.config, "instances", "cut.instance.yaml");
const compose = () => path.join(stage.config, "compose", "cut-chat.yaml");

async function again(): Promise<ImportReport> {
  stage.requests();
  const { code, stdout, stderr } = await stage.pf(["import", "Cut", "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(writesOf(stage.requests())).toEqual([]);
  return JSON.parse(stdout);
}

test(
  "killed while it writes the state, it is run again",
  async () => {
    const run = stage.start(["import", "Cut"]);
    await until("the import begins to leave traces", () => existsSync(note()));
    run.kill();
    await run.ended;
    expect(existsSync(instance())).toBe(false);
    const report = await again();
    expect(report).toMatchObject({ changes: [], files: ["compose/cut-chat.yaml", "instances/cut.instance.yaml"] });
    expect(existsSync(note())).toBe(false);
    expect(await stage.pf(["preview", "cut", "--expect-no-changes"])).toMatchObject({ code: 0 });
  },
  PATIENCE,
);

test(
  "killed between two of its files, it is run again; what is somebody's own stays",
  async () => {
    const digest = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");
    const [project] = (await stage.get<{ uuid: string; name: string }[]>("/projects")).filter(({ name }) => name === "Cut");
    const files = { "compose/cut-chat.yaml": digest(compose()), "instances/cut.instance.yaml": digest(instance()) };
    mkdirSync(path.dirname(note()), { recursive: true });
    writeFileSync(note(), JSON.stringify({ project: project?.uuid, file: "instances/cut.instance.yaml", files }));
    rmSync(instance());
    const report = await again();
    expect(report).toMatchObject({ changes: [], files: ["compose/cut-chat.yaml", "instances/cut.instance.yaml"] });
    expect(await stage.pf(["preview", "cut", "--expect-no-changes"])).toMatchObject({ code: 0 });
  },
  PATIENCE,
);

test(
  "a stack that no file describes and no import began is not touched, and the way out is said",
  async () => {
    rmSync(instance());
    const { code, stderr } = await stage.pf(["import", "Cut", "--code", "cut"]);
    expect(code).toBe(2);
    expect(stderr).toContain("config/compose/cut-chat.yaml is there already");
    rmSync(compose());
    const second = await stage.pf(["import", "Cut", "--code", "cut"]);
    expect(second.stderr).toContain('Pulumi knows a stack "cut" already');
    expect(second.stderr).toContain("pulumi stack rm cut --force");
  },
  PATIENCE,
);
