import { appendFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../../sandbox/coolify/start.ts";
import { createContext } from "../../../verbs/context.ts";
import { cleanPreviews } from "../../../verbs/previews/clean.ts";
import { findPreviews } from "../../../verbs/previews/find.ts";
import { Run } from "../../../verbs/run.ts";
import { pf, withMachine } from "../../cli/pf.ts";
import { askCoolify, opened, pushed } from "../../doubles/pullRequests.ts";

/** Deployments of pull requests on the offline Coolify, through the program. */
let coolify: Coolify;
let uuid: string;

const FIVE_DAYS = "environments: { development: { previews: { lifetime: 5d } } }\n";

const ask = (method: string, route: string, body?: object) =>
  askCoolify<Record<string, string> & { deployments: { deployment_uuid: string }[] }>(coolify, method, route, body);
const open = (pullRequest: number) => opened(coolify, uuid, pullRequest);
const push = (pullRequest: number, daysAgo: number, status?: string) => pushed(coolify, uuid, pullRequest, daysAgo, status);

beforeEach(async () => {
  coolify = await startCoolify();
  coolify.settings({ jobs: "manual" });
  const { uuid: project } = await ask("POST", "/projects", { name: "AIR" });
  const place = { project_uuid: project, environment_name: "production", server_uuid: "s0sandbox0server0000main" };
  const git = {
    git_repository: "https://github.com/pf-core/air-app",
    git_branch: "develop",
    build_pack: "nixpacks",
    ports_exposes: "3000",
  };
  const named = { name: "air-app-dev", description: "pf-core@air/air-app-dev", is_preview_deployments_enabled: true };
  ({ uuid = "" } = await ask("POST", "/applications/public", { ...place, ...git, ...named }));
});
afterEach(() => coolify.close());

const run = (words: string[], yaml = FIVE_DAYS) =>
  withMachine(async ({ config, environment }) => {
    appendFileSync(path.join(config, "instances/air.instance.yaml"), yaml);
    return pf({ ...environment, COOLIFY_BASE_URL: coolify.url, COOLIFY_TOKEN: coolify.token }, "previews", ...words);
  });

const removals = () =>
  coolify.requests().flatMap(({ method, path: route }) => (method === "DELETE" ? [route.replace(/.*\/previews\//, "")] : []));

describe("deployments of pull requests", () => {
  beforeEach(async () => {
    for (const number of [1, 2, 3, 4]) open(number);
    await push(1, 9);
    // Its newest push counts.
    await push(2, 9);
    await push(2, 1);
    await push(3, 6);
    await push(4, 8, "in_progress");
  });

  test("are listed by age, with what becomes of them", async () => {
    const { code, stdout } = await run(["list"]);
    expect(stdout.trim().split("\n")).toEqual([
      "air-app-dev  #1  deployed 9 days ago     past its 5 days",
      "air-app-dev  #4  deployed 8 days ago     in_progress",
      "air-app-dev  #3  deployed 6 days ago     past its 5 days",
      "air-app-dev  #2  deployed 1 day ago      kept for 5 days",
    ]);
    expect(code).toBe(0);
    expect(removals()).toEqual([]);
  });

  test("past their lifetime are taken away, and no others", async () => {
    const { code, stdout, stderr } = await run(["clean", "air", "--yes"]);
    expect(stderr).toContain("#1");
    expect(stdout.trim().split("\n")).toEqual([
      "air-app-dev  #1  deployed 9 days ago     removed",
      "air-app-dev  #3  deployed 6 days ago     removed",
    ]);
    expect(code).toBe(0);
    expect(removals()).toEqual(["1", "3"]);
  });

  test("that somebody took away already are no fault", async () => {
    await ask("DELETE", `/applications/${uuid}/previews/3`);
    const { code, stdout } = await run(["clean", "--yes", "--json"]);
    const report = JSON.parse(stdout);
    expect(report.previews.map(({ pullRequest, outcome }: Record<string, unknown>) => [pullRequest, outcome])).toEqual([
      [1, "removed"],
      [3, "gone already"],
    ]);
    expect(report).toMatchObject({ exit: 0, requests: { calls: 5, writes: 2 } });
    expect(code).toBe(0);
  });

  test("that Coolify does not take away are told, and the others go", async () => {
    coolify.faults.add({ action: "error", method: "DELETE", path: "/api/v1/**/previews/1", status: 422 });
    const { code, stdout } = await run(["clean", "--yes"]);
    expect(stdout).toMatch(/#1 .*failed: .*422/);
    expect(stdout).toMatch(/#3 .*removed/);
    expect(code).toBe(4);
  });

  test("are not taken away unless somebody says so", async () => {
    const { code, stderr } = await run(["clean"]);
    expect(stderr).toContain("Nobody is here to confirm this.");
    expect(code).toBe(11);
    expect(removals()).toEqual([]);
  });

  test("are nobody's business where the YAML has none", async () => {
    const { stdout } = await run(["clean", "--yes"], "");
    expect(stdout.trim()).toBe("No preview is past its lifetime.");
    expect(coolify.requests().filter(({ path: route }) => route.includes("/deployments/"))).toEqual([]);
  });
});

describe("old deployments", () => {
  test("are looked for as long as a clean-up may be late, and further where it is asked for", async () => {
    open(1);
    await push(1, 60);
    expect((await run(["list"])).stdout.trim()).toBe("No deployments of pull requests.");
    expect((await run(["list", "--look-back", "90"])).stdout).toContain("#1  deployed 60 days ago");
    const wrong = await run(["list", "--look-back", "ages"]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("--look-back takes a number of days.")]);
  });

  test("are found behind many newer ones", async () => {
    open(1);
    await push(1, 9);
    for (let number = 0; number < 25; number++) {
      const { deployments } = await ask("POST", "/deploy", { uuid });
      coolify.control("deployment", { uuid: deployments[0]?.deployment_uuid, status: "finished" });
    }
    expect((await run(["list"])).stdout).toContain("#1");
  });
});

test("one that is deployed between the question and the answer stays", async () => {
  open(1);
  await push(1, 9);
  await withMachine(async ({ config, environment }) => {
    appendFileSync(path.join(config, "instances/air.instance.yaml"), FIVE_DAYS);
    const context = createContext(path.join(__dirname, "../../.."), {
      ...environment,
      COOLIFY_BASE_URL: coolify.url,
      COOLIFY_TOKEN: coolify.token,
    });
    const looking = { run: new Run(context) };
    const shown = await findPreviews(context, "air", looking);
    expect(shown).toMatchObject([{ pullRequest: 1, due: true }]);
    await push(1, 0);
    expect(await cleanPreviews(context, shown, looking)).toMatchObject({ previews: [{ outcome: "deployed meanwhile" }], exit: 0 });
  });
  expect(removals()).toEqual([]);
});
