import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sharedNetworks } from "./sharedNetworks.ts";
import { createStage, isPoll, type Stage } from "./stage.ts";

const PATIENCE = 300_000;

/** All that `config/` describes. */
const FLEET = ["platform", "air", "baiv", "w4m", "acmecorp-wwg"];

let stage: Stage;

interface Told {
  stacks: { stack: string; state: string; changes: unknown[]; requests: { calls: number; polls: number; health: number } }[];
  shared: unknown[];
  seconds: number;
}

beforeAll(async () => {
  stage = await createStage({}, true);
});
afterAll(() => stage.close());

async function upAll(): Promise<Told> {
  stage.requests();
  const { code, stdout, stderr } = await stage.pf(["up", "--all", "--yes", "--json"]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout);
}

test(
  "the reference fleet from nothing in one command",
  async () => {
    const { stacks, shared, seconds } = await upAll();
    const requests = stage.requests();
    for (const { stack, changes, requests: count } of stacks)
      process.stdout.write(
        `${stack}: ${changes.length} made, ${count.calls} requests, ${count.polls} polls, ${count.health} health checks\n`,
      );
    const polls = requests.filter(isPoll).length;
    process.stdout.write(`all: ${requests.length} requests, ${polls} polls of deployments among them, ${seconds.toFixed(1)} s\n`);
    expect(stacks.map(({ stack, state }) => [stack, state])).toEqual(FLEET.map((stack) => [stack, "done"]));
    expect(shared).toEqual([]);
    expect(await sharedNetworks(stage)).toEqual([]);
    const projects = await stage.get<{ name: string }[]>("/projects");
    expect(projects.map(({ name }) => name).sort()).toEqual(["AIR", "AcmeCorp-WWG", "BAIV", "W4M"]);
    const applications = await stage.get<{ name: string }[]>("/applications");
    expect(applications.map(({ name }) => name)).toEqual([
      ...["acmecorp-wwg-app-prod", "air-app-dev", "air-app-prod", "air-app-staging", "baiv-app-dev", "baiv-app-prod", "baiv-app-staging"],
      ...[
        "endv-app-prod",
        "ep-app-prod",
        "rnor-app-prod",
        "vhf-app-prod",
        "w4m-app-dev",
        "w4m-app-prod",
        "w4m-app-staging",
        "wwg-app-prod",
      ],
    ]);
  },
  PATIENCE,
);

test(
  "again: nothing to do, nothing sent; where everything is looked at, no write",
  async () => {
    const again = await upAll();
    expect(again.stacks.map(({ stack, state }) => [stack, state])).toEqual(FLEET.map((stack) => [stack, "unchanged"]));
    expect(stage.requests()).toEqual([]);
    const { code, stdout } = await stage.pf(["up", "--all", "--yes", "--force", "--json"]);
    const forced: Told = JSON.parse(stdout);
    expect([code, forced.stacks.flatMap(({ changes }) => changes)]).toEqual([0, []]);
    expect(stage.requests().filter(({ method }) => method !== "GET")).toEqual([]);
  },
  PATIENCE,
);
