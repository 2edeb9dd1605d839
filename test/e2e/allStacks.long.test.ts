import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describeClient, onlyClients } from "./clients.ts";
import { createStage, type Stage } from "./stage.ts";

const PATIENCE = 300_000;

let stage: Stage;

interface Told {
  stacks: { stack: string; state: string; requests: { calls: number; writes: number }; message?: string }[];
  requests: { calls: number; writes: number };
  shared: { what: string; stacks: string[] }[];
  error?: { exit: number; message: string; hint: string };
}

async function upAll(...args: string[]): Promise<{ code: number | null; told: Told; stderr: string }> {
  stage.requests();
  const { code, stdout, stderr } = await stage.pf(["up", "--all", "--json", ...args]);
  if (!stdout) throw new Error(stderr);
  return { code, told: JSON.parse(stdout), stderr };
}

const states = ({ stacks }: Told) => Object.fromEntries(stacks.map(({ stack, state }) => [stack, state]));
const writes = () => stage.requests().filter(({ method }) => method !== "GET");

beforeAll(async () => {
  stage = await createStage({}, true);
  onlyClients(stage, ["acme", "beta", "gamma"]);
});
afterAll(() => stage.close());

test(
  "one command brings up everything; identity is asked once for all",
  async () => {
    const { code, told } = await upAll("--yes", "--parallel", "2");
    expect({ code, states: states(told), told: code === 0 ? "" : told }).toEqual({
      code: 0,
      states: { air: "done", "acme-ep": "done", "beta-ep": "done", "gamma-ep": "done" },
      told: "",
    });
    expect(told.shared).toEqual([]);
    const asked = stage.requests();
    expect(asked.filter(({ path: route }) => route === "/api/v1/version").length).toBe(1);
    expect(asked.filter(({ path: route }) => route === "/api/v1/team").length).toBe(1);
    expect((await stage.get<unknown[]>("/projects")).length).toBe(4);
  },
  PATIENCE,
);

test(
  "again: nothing is sent at all; a changed stack is the only one touched",
  async () => {
    const again = await upAll("--yes");
    expect([again.code, states(again.told)]).toEqual([
      0,
      { air: "unchanged", "acme-ep": "unchanged", "beta-ep": "unchanged", "gamma-ep": "unchanged" },
    ]);
    expect(stage.requests()).toEqual([]);
    // Development of AIR needs no name.
    stage.edit("instances/air.instance.yaml", /$/, "\nenvironments:\n  development:\n    variables: { STAGE: one }\n");
    const { code, told } = await upAll("--yes");
    expect([code, states(told)]).toEqual([0, { air: "done", "acme-ep": "unchanged", "beta-ep": "unchanged", "gamma-ep": "unchanged" }]);
    expect(writes().length).toBeGreaterThan(0);
  },
  PATIENCE,
);

test(
  "production of several stacks: each name is needed, and nothing is written without",
  async () => {
    for (const client of ["acme", "beta"]) describeClient(stage, client, "variables: { STAGE: two }\n");
    const { code, told } = await upAll("--yes");
    expect(code).toBe(11);
    expect(told.error?.message).toContain('the name "acme-ep" must be typed');
    expect(writes()).toEqual([]);
    stage.requests();
    const inCi = await stage.pf(["up", "--all", "--yes", "--confirm", "acme-ep,beta-ep", "--json"], { CI: "true" });
    expect({ code: inCi.code, states: states(JSON.parse(inCi.stdout)) }).toEqual({
      code: 0,
      states: { air: "unchanged", "acme-ep": "done", "beta-ep": "done", "gamma-ep": "unchanged" },
    });
  },
  PATIENCE,
);

test(
  "the first failure starts nothing more; --resume goes on with what is left",
  async () => {
    for (const client of ["delta", "epsilon", "zeta"]) describeClient(stage, client);
    stage.coolify.faults.add({ action: "error", status: 422, method: "POST", path: "/api/v1/projects", nth: 1 });
    const failed = await upAll("--yes", "--wave", "1");
    stage.coolify.faults.clear();
    expect(failed.code).toBe(4);
    expect(states(failed.told)).toMatchObject({ "delta-ep": "failed", "epsilon-ep": "waiting", "zeta-ep": "waiting" });
    const { code, told } = await upAll("--yes", "--resume");
    expect({ code, states: states(told) }).toMatchObject({
      code: 0,
      states: { air: "unchanged", "delta-ep": "done", "epsilon-ep": "done", "zeta-ep": "done" },
    });
    const done = await upAll("--yes", "--resume");
    expect([done.code, done.told.error?.message]).toEqual([2, expect.stringContaining("no run to go on with")]);
  },
  PATIENCE,
);
