import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { ask, deploymentsOf } from "./coolifyApi.ts";
import { air } from "./fleet.ts";
import { inProcess, MiniStack } from "./miniStack.ts";
import { identityOf, openStage, type Stage } from "./stage.ts";

/** A POST whose answer never came is never sent again: what it made is found (contract 21.7). */
let stage: Stage;
const stackOf = () => new MiniStack(() => inProcess(stage.environment(identityOf(stage.coolify))));

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(async () => {
  stage.coolify.faults.clear();
});

const get = (path: string) => ask<Record<string, unknown>[]>(stage, "GET", path);

/** Names of everything there is. */
async function everything(): Promise<string[]> {
  const projects = await get("/projects");
  const environments = await Promise.all(projects.map(async ({ uuid }) => get(`/projects/${uuid}/environments`)));
  return [...projects, ...environments.flat(), ...(await get("/applications"))].map(({ name }) => String(name)).sort();
}

const ALL = [
  "AIR",
  "air-app-dev",
  "air-app-prod",
  "air-app-staging",
  "development",
  "ep-app-prod",
  "ep-production",
  "production",
  "staging",
];

const POSTS = [
  "/api/v1/projects",
  "/api/v1/projects/*/environments",
  "/api/v1/applications/public",
  "/api/v1/applications/dockerimage",
  "/api/v1/deploy",
];
const AFTER = ["drop-answer", "cut-answer"];

describe.each(POSTS)("POST %s", (path) => {
  const wish = { withoutDeployments: !path.endsWith("/deploy") };

  test.each(AFTER)("%s: exactly one object in the end, in the same run", async (action) => {
    const stack = stackOf();
    stage.coolify.faults.add({ action, method: "POST", path, nth: 1 });
    await stack.up(...air(wish));
    expect(await everything()).toEqual(ALL);
    if (path.endsWith("/deploy"))
      for (const name of ["air-app-dev", "ep-app-prod"]) expect(await deploymentsOf(stage, stack.outputs(name).uuid)).toHaveLength(1);
    expect((await stack.up(...air(wish))).filter((line) => !line.startsWith("same"))).toEqual([]);
    await stack.destroy();
    expect(await everything()).toEqual([]);
  });

  test("never done (502 before it): nothing, and a sentence; the next run makes it", async () => {
    const stack = stackOf();
    stage.coolify.faults.add({ action: "error", method: "POST", path, nth: 1, status: 502 });
    const first = await stack.up(...air(wish)).then(
      () => "went well",
      (error: Error) => error.message,
    );
    // A deployment that provably never began may be started again at once.
    expect(first).toMatch(
      path.endsWith("/deploy") ? /went well/ : /whether Coolify did it is not known\. It is not there now\. Run the same command again/,
    );
    await stack.up(...air(wish));
    expect(await everything()).toEqual(ALL);
    await stack.destroy();
  });
});

test("a run that died before it wrote its state: the next one takes everything over and makes no twin", async () => {
  await stackOf().up(...air());
  const stack = stackOf();
  stage.requests();
  await stack.up(...air());
  const posts = stage.requests().filter((line) => line.startsWith("POST"));
  expect(posts).toEqual(["POST /deploy"]);
  expect(await everything()).toEqual(ALL);
  await stack.destroy();
});
