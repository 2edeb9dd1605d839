import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { record, type Sent, taken } from "../kinds/recorder.ts";
import { ask } from "./coolifyApi.ts";
import { application, database, of, PROJECT, service, volume } from "./holders.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { openStage, type Stage } from "./stage.ts";

/** What nobody can make again goes only where the resource says so (contract 11). */
let stage: Stage;
let stack: MiniStack;

beforeAll(async () => {
  record();
  stage = await openStage();
  stack = new MiniStack(() => inProcess(stage.environment()));
});
afterAll(() => stage.close());
beforeEach(() => void taken());

const deletions = () => taken().filter(({ method }) => method === "DELETE");
const flagsOf = ({ query }: Sent) => query;
const STAYS = { delete_volumes: "false", delete_configurations: "false", delete_connected_networks: "true", docker_cleanup: "false" };
const GOES = { ...STAYS, delete_volumes: "true", delete_configurations: "true" };
const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => "went well",
    (error: Error) => error.message,
  );
const notices = () => {
  const lines = readFileSync(path.join(stage.home.environment.PF_RUN, "notices.jsonl"), "utf8").trim().split("\n");
  return lines.map((line) => String(JSON.parse(line).message));
};
/** Names of the volumes as Coolify has them. */
const volumesOf = async (what: string, uuid: unknown) =>
  (await ask<{ persistent_storages: Properties[] }>(stage, "GET", `/${what}/${uuid}/storages`)).persistent_storages.map(({ name }) =>
    String(name),
  );

describe("without deleteData", () => {
  test.each([
    ["applications", () => [[application()], [volume()]]],
    ["services", () => [[service()]]],
  ] as const)("%s go, their volumes stay and are named", async (what, wishes) => {
    const all = wishes() as Planned[][];
    await stack.up([PROJECT], ...all);
    const volumes = await volumesOf(what, stack.outputs(all[0]?.[0]?.name ?? "").uuid);
    expect(volumes.length).toBe(1);
    // A storage goes with its application.
    const storage = stack.state.get("volume");
    if (storage) storage.planned.deletedWith = "app";
    taken();
    await stack.up([PROJECT]);
    expect(deletions().map(flagsOf)).toEqual([STAYS]);
    expect(notices().at(-1)).toMatch(/ was deleted, its data was not: Docker volume /);
    expect(notices().at(-1)).toContain(`${volumes[0]} on server main. Coolify does not know of it any more`);
  });

  test("a volume of its own goes from Coolify and is named", async () => {
    await stack.up([PROJECT], [application()], [volume()]);
    const name = stack.outputs("volume").dockerVolume;
    await stack.up([PROJECT], [application()]);
    expect(notices().at(-1)).toContain(`its data was not: Docker volume ${name}`);
    await stack.up([PROJECT]);
  });

  test("a database is not deleted, and neither is its project", async () => {
    await stack.up([PROJECT], [database()]);
    const { uuid } = stack.outputs("database");
    taken();
    expect(await messageOf(stack.up([PROJECT]))).toContain(
      `This Database (${uuid}) holds data and is not deleted. If the data may go: set deleteData: true, run \`up\`, then delete it. To leave it at Coolify and forget it here: pulumi state delete.`,
    );
    expect(taken()).toEqual([]);
    expect(stage.home.lines("failures").at(-1)?.code).toBe(4);
    const kept = stack.state.get("database");
    stack.state.delete("database");
    const message = await messageOf(stack.destroy());
    expect(message).toMatch(/^Data \(coolify:Project\): This Project cannot be deleted, because it is not empty\. In the way: /);
    expect(message).toMatch(new RegExp(`"ledger" \\(production, ${uuid}\\)`));
    expect(message).toContain("What holds data stays unless it says deleteData: true");
    if (kept) stack.state.set("database", kept);
  });
});

test("with deleteData everything goes, and nothing is said", async () => {
  const all = [
    [PROJECT],
    [application({ deleteData: true }), service({ deleteData: true }), database({ deleteData: true })],
    [volume({ deleteData: true })],
  ];
  await stack.up(...all);
  const storage = stack.state.get("volume");
  if (storage) storage.planned.deletedWith = "app";
  const [before] = [notices().length, taken()];
  await stack.destroy();
  const [project, ...others] = deletions().reverse();
  expect(others.map(flagsOf)).toEqual([GOES, GOES, GOES]);
  expect(project?.path).toMatch(/^\/projects\//);
  expect(notices().length).toBe(before);
});

describe("archives of backups", () => {
  const backup = (more: Properties = {}) =>
    of("backup", "VolumeBackup", (outputs) => ({
      application: outputs("app").uuid,
      owner: outputs("p").owner,
      storage: outputs("volume").uuid,
      frequency: "daily",
      ...more,
    }));
  const dump = (more: Properties = {}) =>
    of("dump", "DatabaseBackup", (outputs) => ({
      database: outputs("database").uuid,
      owner: outputs("p").owner,
      frequency: "daily",
      ...more,
    }));

  test("of a volume stay with their schedule until they may go", async () => {
    const base = [[PROJECT], [application()], [volume()]];
    await stack.up(...base, [backup()]);
    taken();
    expect(await messageOf(stack.up(...base))).toMatch(/This VolumeBackup \(\w+\) holds data and is not deleted\..*deleteData: true/);
    expect(taken()).toEqual([]);
    await stack.up(...base, [backup({ deleteData: true })]);
    await stack.up(...base);
    expect(deletions().map(({ path: where }) => where.replace(/\b[a-z0-9]{24}\b/g, "*"))).toEqual(["/applications/*/storages/*/backups"]);
    await stack.destroy();
  });

  test("of a database stay with their schedule until they may go", async () => {
    const base = [[PROJECT], [database({ deleteData: true })]];
    await stack.up(...base, [dump()]);
    taken();
    expect(await messageOf(stack.up(...base))).toMatch(/This DatabaseBackup \(\w+\) holds data and is not deleted\..*deleteData: true/);
    expect(taken()).toEqual([]);
    await stack.up(...base, [dump({ deleteData: true })]);
    await stack.up(...base);
    expect(deletions().map(flagsOf)).toEqual([{ delete_s3: "true" }]);
    await stack.destroy();
  });
});
