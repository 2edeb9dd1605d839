import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { loaderOf } from "../../providers/coolify/loader.ts";
import type { Properties } from "../../providers/coolify/values.ts";
import { ask } from "../lifecycle/coolifyApi.ts";
import { type Change, driftOf } from "./everyKindDrift.ts";
import { more, Scene } from "./everyKindScene.ts";
import { besides, dispensable, samples } from "./everyKindWishes.ts";

const PATIENCE = 180_000;

/** A sample of every kind and of everything beside them in one stack, through Pulumi itself: made, left alone, lost, changed, destroyed. */
let scene: Scene;
let before: Awaited<ReturnType<Scene["objects"]>>;
const wishes = [...samples(), ...besides()];
const names = wishes.map(({ name }) => name).sort();

beforeAll(async () => {
  // Without `pf` what people should know is printed.
  scene = await Scene.open(() => ({ PF_RUN: undefined }));
  before = await scene.objects();
}, PATIENCE);
afterAll(() => scene.close());

const up = (wanted = wishes) => scene.well(scene.stack.up(wanted));
const refresh = () => scene.well(scene.stack.refresh());
const writes = (sent: readonly string[]) => sent.filter((line) => !line.startsWith("GET ")).sort();
const count = async () => more(before, await scene.objects());

/** Everything that the stack consists of, with what comes by itself: `production`, a server's destination, rows of servers and Redis. */
const ALL = {
  projects: 1,
  environments: 2,
  applications: 2,
  services: 1,
  databases: 2,
  tasks: 1,
  backups: 1,
  "volumes of applications": 1,
  "files of applications": 1,
  "volumes of databases": 2,
  "volumes of services": 2,
  "variables of applications": 4,
  "variables of services": 2,
  "variables of databases": 3,
  "variables of projects": 1,
  "variables of environments": 1,
  "variables of servers": 3,
  "variables of the team": 1,
  servers: 1,
  destinations: 2,
  "security/keys": 1,
  "github-apps": 1,
  "cloud-tokens": 1,
  "s3-storages": 1,
};

test(
  "up makes each once",
  async () => {
    expect(names).toEqual(expect.arrayContaining(kinds.map(({ type }) => type)));
    const { steps, sent } = await up();
    expect(steps).toEqual(names.map((name) => `create ${name}`));
    expect(sent.filter((line) => / [45]\d\d$/.test(line))).toEqual([]);
    expect(await count()).toEqual(ALL);
  },
  PATIENCE,
);

test(
  "nothing is left to do: no second up, no preview, no refresh finds a difference",
  async () => {
    expect(await up()).toMatchObject({ steps: [], sent: [] });
    expect(await scene.well(scene.stack.run("preview", "--expect-no-changes"))).toMatchObject({ steps: [], sent: [] });
    const { steps, sent } = await refresh();
    expect({ steps, writes: writes(sent) }).toEqual({ steps: [], writes: [] });
    // Each is read once, with its tags or its parent where it has them; lists are shared.
    expect(sent.length).toBeLessThanOrEqual(names.length + 4);
    expect(await up()).toMatchObject({ steps: [], sent: [] });
  },
  PATIENCE,
);

test(
  "the text by which state finds its provider is the same for all of a kind, and short",
  async () => {
    for (const { kind, inputs, outputs } of await scene.kept()) {
      expect([inputs.__provider, outputs.__provider]).toEqual([loaderOf(kind), loaderOf(kind)]);
      expect(Buffer.byteLength(String(inputs.__provider))).toBeLessThanOrEqual(300);
    }
  },
  PATIENCE,
);

test(
  "one field of each changed by hand: refresh sees it, up takes it back with one request for each",
  async () => {
    const kept = (await scene.kept()).filter(({ kind }) => kinds.some(({ type }) => type === kind));
    const changes = kept.flatMap((one): (Change & { name: string })[] => {
      const change = driftOf(one);
      return change ? [{ ...change, name: one.name }] : [];
    });
    for (const { method, path, body } of changes) await scene.byHand(method, path, body);
    const sets = await variablesByHand();
    const changed = [...changes.map(({ name }) => name), ...sets].sort();
    expect(names.filter((name) => !changed.includes(name))).toEqual([
      "DatabaseDeployment",
      "Deployment",
      "ServiceDeployment",
      "VolumeBackup",
    ]);
    expect((await refresh()).steps).toEqual(changed.map((name) => `update ${name}`));
    const { steps, sent } = await up();
    expect(steps).toEqual(changed.map((name) => `update ${name}`));
    const own = changes.map(({ method, path }) => `${method} ${path} 20`);
    for (const start of own) expect([start, sent.filter((line) => line.startsWith(start)).length]).toEqual([start, 1]);
    expect(writes(sent).length).toBe(changed.length);
    expect((await refresh()).steps).toEqual([]);
  },
  PATIENCE,
);

/** A value of each set of variables changed by hand. @returns names of the sets */
async function variablesByHand(): Promise<string[]> {
  const sets = (await scene.kept()).filter(({ kind }) => kind.endsWith("Variables"));
  for (const { kind, id, inputs } of sets) {
    const [key = ""] = Object.keys(inputs.variables as Properties);
    const noun = kind.replace("Variables", "").toLowerCase();
    if (noun !== "shared") await scene.byHand("PATCH", `/${noun}s/${id}/envs/bulk`, { data: [{ key, value: "by hand" }] });
    else {
      const rows = await ask<Properties[]>(scene.stage, "GET", `/${id}/envs`);
      const row = rows.find((one) => one.key === key);
      await scene.byHand("PATCH", `/${id}/envs/${row?.uuid ?? row?.id}`, { key, value: "by hand" });
    }
  }
  return sets.map(({ name }) => name);
}

/** Deletes as a person would, and waits until it is away: Coolify deletes in the background. */
async function removeByHand(...paths: string[]): Promise<void> {
  for (const path of paths) await scene.byHand("DELETE", path);
  for (const path of paths) {
    const [, noun, uuid] = path.split("/");
    const isThere = async () => JSON.stringify(await ask(scene.stage, "GET", `/${noun}`)).includes(`"${uuid}"`);
    for (let turn = 0; /^(applications|services|databases)$/.test(noun ?? "") && turn < 200 && (await isThere()); turn++)
      await new Promise((done) => setTimeout(done, 10));
  }
}

/** What a refresh finds gone is exactly what `up` makes again, and nothing else changes. */
async function expectMadeAgain(gone: string[], further: string[] = []): Promise<void> {
  expect((await refresh()).steps.sort()).toEqual(gone.map((name) => `delete ${name}`).sort());
  const { steps } = await up();
  expect(steps).toEqual([...gone.map((name) => `create ${name}`), ...further].sort());
  expect(await count()).toEqual(ALL);
}

test(
  "some removed by hand, one of them with everything in it: found gone, and just these made again",
  async () => {
    const id = new Map((await scene.kept()).map((one) => [one.name, one.id]));
    await removeByHand(
      `/cloud-tokens/${id.get("CloudToken")}`,
      `/github-apps/${id.get("GithubApp")}`,
      `/destinations/${id.get("Destination")}`,
      `/applications/${id.get("web")}/storages/${id.get("volume")}`,
      `/databases/${id.get("Database")}/backups/${id.get("DatabaseBackup")}`,
      `/applications/${id.get("Application")}?delete_volumes=true`,
      `/services/${id.get("Service")}?delete_volumes=true`,
    );
    const inService = ["Service", "ServiceApplication", "ServiceDatabase", "ServiceVariables", "ServiceDeployment"];
    const inApplication = ["Application", "ScheduledTask", "Storage", "VolumeBackup"];
    await expectMadeAgain(["CloudToken", "GithubApp", "Destination", "volume", "DatabaseBackup", ...inApplication, ...inService]);
  },
  PATIENCE,
);

test(
  "all that can go removed by hand: found gone down to the last, and all made again",
  async () => {
    const id = new Map((await scene.kept()).map((one) => [one.name, one.id]));
    await removeByHand(`/applications/${id.get("Application")}`, `/applications/${id.get("web")}`, `/services/${id.get("Service")}`);
    await removeByHand(`/databases/${id.get("Database")}`, `/databases/${id.get("cache")}`);
    await removeByHand(`/projects/${id.get("Project")}/environments/${id.get("Environment")}`, `/projects/${id.get("Project")}`);
    await removeByHand(`/destinations/${id.get("Destination")}`, `/servers/${id.get("Server")}`, `/github-apps/${id.get("GithubApp")}`);
    await removeByHand(`/s3-storages/${id.get("S3Storage")}`, `/cloud-tokens/${id.get("CloudToken")}`);
    // A deployment is something that happened, and is no object: it happens once more, for what was made again.
    const staying = ["NotificationChannel", "SharedVariables-team", "Deployment"];
    const gone = names.filter((name) => !staying.includes(name));
    await expectMadeAgain(gone, ["create-replacement Deployment", "delete-replaced Deployment", "replace Deployment"]);
    expect((await refresh()).steps).toEqual([]);
  },
  PATIENCE,
);

test(
  "destroyed without leave to delete data: what holds data is refused by name, and volumes that survive are named",
  async () => {
    const volumes = (await scene.kept()).filter(({ name }) => name === "volume").map(({ outputs }) => outputs.dockerVolume);
    const { code, output } = await scene.stack.run("destroy", "--yes", "--skip-preview", "--continue-on-error");
    expect(code).not.toBe(0);
    expect(output).toMatch(/cache \(coolify:Database\): This Database \(\w+\) holds data and is not deleted\. .*deleteData: true/);
    for (const kind of ["DatabaseBackup", "VolumeBackup"])
      expect(output).toMatch(RegExp(`This ${kind} \\(\\w+\\) holds data and is not deleted\\.`));
    expect(output).toMatch(/Service shop was deleted, its data was not: Docker volumes \S+_data, \S+_ledger on server main\./);
    expect(output).toContain(`was deleted, its data was not: Docker volume ${volumes[0]}`);
    // What holds data, and what it lives in or needs.
    const left = { projects: 1, environments: 2, applications: 1, "files of applications": 1, "s3-storages": 1 };
    expect(await count()).toEqual({ ...left, databases: 2, "volumes of databases": 2, "variables of databases": 2, backups: 1 });
  },
  PATIENCE,
);

/** A deletion of what others are in, before theirs. */
const tooEarly = (paths: readonly string[]): string[] =>
  paths.filter((path, place) => paths.some((other, otherPlace) => otherPlace > place && isInside(other, path)));
const isInside = (path: string, other: string): boolean =>
  path.startsWith(`${other}/`) || (/^\/projects\/\w+$/.test(other) && /^\/(applications|services|databases)\/\w+$/.test(path));

test(
  "destroyed with it: nothing is left, parents after their children, each deletion awaited",
  async () => {
    await up(dispensable(wishes));
    scene.stage.coolify.settings({ jobDelay: 400 });
    const { steps, sent, output } = await scene.well(scene.stack.destroy());
    expect(steps).toEqual(names.map((name) => `delete ${name}`));
    expect(output).not.toContain("its data was not");
    const deletions = sent.filter((line) => line.startsWith("DELETE ")).map((line) => line.split(" "));
    expect(tooEarly(deletions.map(([, path = ""]) => path))).toEqual([]);
    // The key may have gone with the last GitHub App that used it (contract 11).
    expect(deletions.filter(([, path, status]) => status !== "200" && !path?.startsWith("/security/keys/"))).toEqual([]);
    expect(await count()).toEqual({});
    expect((await scene.kept()).length).toBe(0);
    // What Coolify cannot delete went with what it is in, or is switched off.
    const undeletable = kinds.filter(({ exempt }) => exempt?.destroy).map(({ type }) => type);
    expect(undeletable).toEqual(["NotificationChannel", "ServiceApplication", "ServiceDatabase"]);
    expect(await ask(scene.stage, "GET", "/notifications/discord")).toMatchObject({ discord_enabled: false });
  },
  PATIENCE,
);
