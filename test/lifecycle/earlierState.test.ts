import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { only, type Properties } from "../../providers/coolify/values.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { identityOf, openStage, type Stage } from "./stage.ts";

/**
 * State as the first version of the program left it: fewer kinds, and of those few fewer fields. Today's program takes it over: what is
 * as it should be is no change, nothing is replaced, and all of it can be read and deleted.
 */
const COMMON = ["__provider", "uuid", "owner", "project", "name", "description", "stamp"];
const KEPT: Readonly<Record<string, readonly string[]>> = {
  Project: COMMON,
  Environment: COMMON,
  Application: [
    ...[...COMMON, "environment", "server", "destination", "source", "buildPack", "port", "domains", "autoDeploy"],
    ...["installCommand", "buildCommand", "startCommand", "healthCheck", "limits"],
  ],
  ApplicationVariables: ["__provider", "owner", "application", "variables"],
  Deployment: [
    ...["__provider", "owner", "application", "name", "fingerprint", "source", "url"],
    ...["healthCheckPath", "deploymentUuid", "commit", "status", "finishedAt"],
  ],
};
const HEALTH = ["enabled", "path", "intervalSeconds", "timeoutSeconds", "retries", "startPeriodSeconds"];

const asThen = (kind: string, outputs: Properties): Properties => {
  const { owner, healthCheck, limits, ...others } = only(outputs, KEPT[kind] ?? []);
  return {
    ...others,
    owner: only(owner as Properties, ["team", "since"]),
    ...(healthCheck !== undefined && { healthCheck: only(healthCheck as Properties, HEALTH) }),
    ...(limits !== undefined && { limits: only(limits as Properties, ["memory", "cpus"]) }),
  };
};

const inAir = (outputs: (name: string) => Properties) => ({ project: outputs("air").uuid, owner: outputs("air").owner });
const waves = (more: Properties = {}): Planned[][] => [
  [{ name: "air", kind: "Project", inputs: () => ({ stamp: "air/air", name: "AIR" }) }],
  [{ name: "test", kind: "Environment", inputs: (outputs) => ({ ...inAir(outputs), name: "test" }) }],
  [
    {
      name: "app",
      kind: "Application",
      inputs: (outputs) => ({
        ...inAir(outputs),
        ...{ environment: "test", server: "main", stamp: "air/app", name: "app", domains: ["https://dev.air.pfcore.io"] },
        source: { type: "publicGit", repository: "https://github.com/pf-core/air-app", branch: "develop" },
        healthCheck: { enabled: true, path: "/health" },
        ...more,
      }),
    },
  ],
  [
    {
      name: "variables",
      kind: "ApplicationVariables",
      inputs: (outputs) => ({
        application: outputs("app").uuid,
        owner: outputs("app").owner,
        variables: { PLAIN: { value: "a" }, HIDDEN: { value: "b", isShownOnce: true } },
      }),
    },
  ],
  [
    {
      name: "deployment",
      kind: "Deployment",
      inputs: (outputs) => ({ application: outputs("app").uuid, owner: outputs("app").owner, name: "app", fingerprint: "1" }),
    },
  ],
];

let stage: Stage;
let stack: MiniStack;
const forget = () => {
  for (const kept of stack.state.values()) kept.outputs = asThen(kept.planned.kind, kept.outputs);
};
beforeAll(async () => {
  stage = await openStage();
  stack = new MiniStack(() => inProcess(stage.environment(identityOf(stage.coolify))));
  await stack.up(...waves());
});
afterAll(() => stage.close());
beforeEach(() => {
  forget();
  stage.requests();
});

const SAME = ["same air", "same test", "same app", "same variables", "same deployment"];

test("is what is wanted: nothing changes, and nothing is sent", async () => {
  expect(await stack.up(...waves())).toEqual(SAME);
  expect(stage.requests()).toEqual([]);
});

test("can be read, and is the same afterwards", async () => {
  expect(await stack.refresh()).toEqual([]);
  expect(await stack.up(...waves())).toEqual(SAME);
});

test("takes a change of a field that it did not know in place", async () => {
  expect(await stack.up(...waves({ container: { maxRestarts: 3 } }))).toEqual(SAME.with(2, "update app"));
  expect(stage.requests().filter((line) => !line.startsWith("GET"))).toEqual([`PATCH /applications/${String(stack.outputs("app").uuid)}`]);
});

test("has no release, which is no decision: it is kept in state and nothing is deployed", async () => {
  const now = waves();
  const [runs] = now.pop() ?? [];
  const released = { ...runs, inputs: (outputs) => ({ ...runs?.inputs(outputs), release: "main" }) } as Planned;
  expect(await stack.up(...now, [released])).toEqual(SAME.with(4, "update deployment"));
  expect(stage.requests()).toEqual([]);
  expect(stack.outputs("deployment")).toMatchObject({ release: "main", status: "finished" });
  expect(await stack.up(...now, [released])).toEqual(SAME);
});

test("can be deleted", async () => {
  expect(await stack.destroy()).toEqual(["delete deployment", "delete variables", "delete app", "delete test", "delete air"]);
});
