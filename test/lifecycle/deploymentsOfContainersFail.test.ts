import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { database, project, runs, service } from "./containerScene.ts";
import { ask } from "./coolifyApi.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { identityOf, openStage, type Stage } from "./stage.ts";

let stage: Stage;
let stack: MiniStack;
let pace = "0.01";

beforeAll(async () => {
  stage = await openStage();
  stack = new MiniStack(() => inProcess(stage.environment({ ...identityOf(stage.coolify), PF_PACE: pace })));
});
afterAll(() => stage.close());
afterEach(() => {
  stage.coolify.settings({ deploymentDuration: 60, jobs: "auto" });
});

const text = (...containers: string[]) => `services:\n${containers.map((name) => `  ${name}:\n    image: nginx:1.27\n`).join("")}`;
const idOf = (name: string) => String(stack.outputs(name).uuid);
const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "went well",
    (error: Error) => error.message,
  );
const up = (owners: Planned[], ...deployments: Planned[]) => stack.up([project], owners, deployments);
const shop = service("shop", text("web"));
const sleep = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** The world as it is while jobs wait: a start was asked for and is over, and nobody has reported yet. */
async function startByHand(work: () => Promise<unknown>, part: string): Promise<{ uuid: string; ended: Promise<string> }> {
  stage.coolify.settings({ jobs: "manual" });
  stage.requests();
  const ended = messageOf(work());
  while (!stage.coolify.requests().some(({ path }) => path.endsWith("/deploy"))) await sleep(5);
  stage.coolify.control("settle");
  const { applications } = await ask<{ applications: Properties[] }>(stage, "GET", `/services/${idOf("shop")}`);
  return { uuid: String(applications.find(({ name }) => name === part)?.uuid), ended };
}

describe("a service that does not run as it should", () => {
  test("fails with what its containers say and the end of the log, without a secret; the next up repairs it", async () => {
    await up([shop]);
    const secret: Planned = {
      name: "shop variables",
      kind: "ServiceVariables",
      deletedWith: "shop",
      inputs: (outputs) => ({
        service: outputs("shop").uuid,
        owner: outputs("project").owner,
        variables: { KEY: { value: "canary-value" } },
      }),
    };
    const wanted: [Planned[], ...Planned[]] = [[shop], runs("Service", "shop")];
    const work = () => stack.up([project], [shop], [secret], [runs("Service", "shop")]);
    const { uuid, ended } = await startByHand(work, "web");
    const log = "starting\ncannot reach db with canary-value\n";
    stage.coolify.control("container", { service: idOf("shop"), running: [`web-${idOf("shop")}`], log });
    stage.coolify.control("part-status", { part: uuid, status: "running:unhealthy" });
    expect(await ended).toBe(
      [
        'shop (coolify:ServiceDeployment): The service was started but does not run as it should: Coolify says "running:unhealthy" (web is "running:unhealthy"). Look at its logs in Coolify, then run the same command again.',
        "The end of the log of web:",
        "  | starting",
        "  | cannot reach db with [secret]",
      ].join("\n"),
    );
    expect(stage.home.lines("progress").at(-1)).toMatchObject({ application: "shop", status: "failed" });
    stage.coolify.settings({ jobs: "auto" });
    expect(await up(...wanted)).toContain("create shop runs");
  });

  test("8.7: unhealthy for a moment is nothing", async () => {
    const { uuid, ended } = await startByHand(() => up([shop], runs("Service", "shop", { fingerprint: "flash" })), "web");
    stage.coolify.control("part-status", { part: uuid, status: "running:unhealthy" });
    await sleep(400);
    stage.coolify.control("part-status", { part: uuid, status: "running:healthy" });
    expect(await ended).toBe("went well");
    expect(stack.outputs("shop runs")).toMatchObject({ status: "running:healthy" });
  });

  test("16.4: what was reported before the start is not believed until it must have been reported again", async () => {
    const { ended } = await startByHand(() => up([shop], runs("Service", "shop", { fingerprint: "stale" })), "web");
    let isOver = false;
    void ended.then(() => {
      isOver = true;
    });
    await sleep(400);
    expect(isOver).toBe(false);
    expect(await ended).toBe("went well");
  });

  test("13.3: a container that its text does not name any more is named, with the way out", async () => {
    const renamed = service("shop", text("fresh"));
    const { applications } = await ask<{ applications: Properties[] }>(stage, "GET", `/services/${idOf("shop")}`);
    stage.coolify.control("part-status", { part: applications[0]?.uuid, status: "exited" });
    expect(await messageOf(up([renamed], runs("Service", "shop", { fingerprint: "renamed" })))).toMatch(
      /Coolify says "degraded:unhealthy" \(web is "exited"\)\. A container that its text does not name any more counts until it is excluded/,
    );
    const excluded: Planned = {
      name: "old",
      kind: "ServiceApplication",
      deletedWith: "shop",
      inputs: (outputs) => ({ service: outputs("shop").uuid, container: "web", excludeFromStatus: true }),
    };
    expect(await messageOf(up([renamed, excluded], runs("Service", "shop", { fingerprint: "renamed" })))).toBe("went well");
  });

  test("by what the world outside sees", async () => {
    const site: Planned = {
      ...service("site"),
      inputs: (outputs) => ({ ...service("site").inputs(outputs), urls: { web: ["https://site.example.com:80"] } }),
    };
    stage.coolify.control("site", { host: "site.example.com", path: "/health", status: 500, body: "no database" });
    const address = { url: "https://site.example.com", healthCheckPath: "/health" };
    expect(await messageOf(up([site], runs("Service", "site", address)))).toBe(
      "site (coolify:ServiceDeployment): It runs (running:unknown) but is not well: GET https://site.example.com/health: it answers 500: no database.",
    );
    stage.coolify.control("site", { host: "site.example.com", path: "/health", status: 200 });
    expect(await messageOf(up([site], runs("Service", "site", address)))).toBe("went well");
    expect(stage.home.lines("progress").at(-1)).toMatchObject({ application: "site", status: "healthy" });
  });

  test("a server that does not answer fails its own service alone", async () => {
    const far: Planned = { ...service("far"), inputs: (outputs) => ({ ...service("far").inputs(outputs), server: "second" }) };
    await up([far, service("near")]);
    stage.coolify.control("server-commands-fail", { server: "s0sandbox0server00second" });
    const message = await messageOf(up([far, service("near")], runs("Service", "far"), runs("Service", "near")));
    expect(message).toMatch(/^far \(coolify:ServiceDeployment\): POST \/deploy: .*500.* look whether its server can be reached/s);
    expect(stack.outputs("near runs")).toMatchObject({ status: "running:unknown" });
  });

  test("21.7: a lost answer to a start that is under way is not sent again", async () => {
    const lost = service("lost");
    await up([lost]);
    stage.coolify.settings({ deploymentDuration: 400 });
    stage.coolify.faults.add({ action: "drop-answer", method: "POST", path: "/api/v1/deploy", nth: 1 });
    stage.requests();
    expect(await messageOf(up([lost], runs("Service", "lost")))).toBe("went well");
    stage.coolify.faults.clear();
    expect(stage.requests().filter((line) => line.startsWith("POST"))).toEqual(["POST /deploy"]);
  });

  test("because it was deleted meanwhile, or before", async () => {
    stage.coolify.settings({ deploymentDuration: 3000 });
    await up([service("doomed")]);
    const running = messageOf(up([service("doomed")], runs("Service", "doomed")));
    await sleep(250);
    await ask(stage, "DELETE", `/services/${idOf("doomed")}`);
    expect(await running).toMatch(/It is gone: the service was deleted while it was being started/);
    expect(await messageOf(up([service("doomed")], runs("Service", "doomed")))).toMatch(
      /Coolify knows no service \w+\. It may have been deleted/,
    );
    await stack.refresh();
  });
});

describe("a database", () => {
  test("that runs already is what is wanted", async () => {
    await up([database("ledger")]);
    await ask(stage, "POST", `/databases/${idOf("ledger")}/start`);
    while ((await ask(stage, "GET", `/databases/${idOf("ledger")}`)).status !== "running:healthy") await sleep(20);
    stage.requests();
    expect(await up([database("ledger")], runs("Database", "ledger"))).toContain("create ledger runs");
    expect(stage.requests().filter((line) => line.startsWith("POST"))).toEqual([`POST /databases/${idOf("ledger")}/start`]);
  });

  test("that never comes up is given up, with its status", async () => {
    await up([database("slow")]);
    stage.coolify.settings({ jobs: "manual" });
    pace = "0.001";
    expect(await messageOf(up([database("slow")], runs("Database", "slow")))).toBe(
      'slow (coolify:DatabaseDeployment): The database was started but does not run yet: Coolify says "exited:unhealthy". Look at its logs in Coolify, then run the same command again.',
    );
    expect(stage.home.lines("failures").at(-1)).toMatchObject({ code: 9 });
  });
});
