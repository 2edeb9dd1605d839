import { describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { ask, deploymentsOf } from "./coolifyApi.ts";
import { air } from "./fleet.ts";
import { inProcess, MiniStack } from "./miniStack.ts";
import { openStage, type Stage } from "./stage.ts";

/** One fault at each single request of a first `up`, a change and a destroy: after at most one more run all is as without it. */
const FAULTS: Record<string, Properties> = {
  "a page from a proxy": { action: "content-type", contentType: "text/html" },
  // The others with PF_EVERY_FAULT=1, in some minutes: `npm run chaos`.
  ...(process.env.PF_EVERY_FAULT === "1" && {
    "no answer to what was done": { action: "drop-answer" },
    "half an answer": { action: "cut-answer" },
    "a reset": { action: "reset" },
    "a redirect": { action: "redirect", location: "https://elsewhere.example/login" },
    "a pause": { action: "stop-listening", milliseconds: 250 },
    "too many requests": { action: "too-many-requests", retryAfter: 0.2 },
    ...Object.fromEntries([500, 502, 503, 504].map((status) => [`a ${status}`, { action: "error", status }])),
  }),
};

const FIRST = { variables: { "air-app-dev": { OLD: { value: "old" } } } };
const CHANGED = {
  fingerprint: "2",
  variables: { "air-app-dev": { APP_NAME: { value: "changed" }, NEW: { value: "new" } } },
  applications: {
    "ep-app-prod": { source: { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.1.0" } },
    "air-app-prod": { name: "air-app-production", domains: ["https://www.air.pfcore.io"] },
    "air-app-staging": { environment: "development" },
  },
};
const RUNS: Record<string, (stack: MiniStack) => Promise<string[]>> = {
  "the first up": (stack) => stack.up(...air(FIRST)),
  "a change": (stack) => stack.up(...air(CHANGED)),
  "a destroy": (stack) => stack.destroy(),
};

interface Scene {
  stage: Stage;
  stack: MiniStack;
}

/** Something of somebody else's is there too. */
async function open(run: string): Promise<Scene> {
  const stage = await openStage();
  const { uuid } = await ask(stage, "POST", "/projects", { name: "Foreign" });
  await ask(stage, "POST", "/applications/dockerimage", {
    name: "foreign",
    project_uuid: uuid,
    environment_name: "production",
    server_uuid: "s0sandbox0server0000main",
    docker_registry_image_name: "nginx",
    ports_exposes: "80",
    autogenerate_domain: false,
  });
  const stack = new MiniStack(() => inProcess(stage.environment()));
  if (run !== "the first up") {
    await stack.up(...air(FIRST));
    await ask(stage, "POST", `/applications/${stack.outputs("air-app-dev").uuid}/envs`, { key: "FOREIGN", value: "theirs" });
  }
  stage.requests();
  return { stage, stack };
}

/** Everything at Coolify, without what differs from one world to the next. */
async function everything(stage: Stage): Promise<string[]> {
  const list = (path: string) => ask<Properties[]>(stage, "GET", path);
  const projects = await list("/projects");
  const environments = await Promise.all(projects.map(({ uuid }) => list(`/projects/${uuid}/environments`)));
  const applications = await Promise.all(
    (await list("/applications")).map(async ({ uuid, name, fqdn, docker_registry_image_tag: tag }) => {
      const rows = await list(`/applications/${uuid}/envs`);
      const variables = rows.map(({ key, value, is_preview: isPreview }) => `${key}=${value} ${isPreview}`).sort();
      return [name, fqdn, tag, (await deploymentsOf(stage, uuid)).length, ...variables].join(" ");
    }),
  );
  return [...projects.map(({ name }) => String(name)), ...environments.flat().map(({ name }) => String(name)), ...applications].sort();
}

/** @returns what is there in the end, and what a further run does; undefined when the fault met no request any more */
async function outcomeOf(run: string, fault?: Properties): Promise<{ end: string[]; requests: number; again: string[] } | undefined> {
  const { stage, stack } = await open(run);
  const work = () => (RUNS[run] as (stack: MiniStack) => Promise<string[]>)(stack);
  try {
    if (fault) stage.coolify.faults.add(fault as Parameters<typeof stage.coolify.faults.add>[0]);
    await work().catch(work);
    const seen = stage.coolify.requests();
    if (fault && !seen.some((request) => "fault" in request)) return undefined;
    stage.coolify.faults.clear();
    const again = (await work()).filter((line) => !line.startsWith("same"));
    return { end: await everything(stage), requests: seen.length, again };
  } finally {
    await stage.close();
  }
}

const WIDTH = 6;

describe.each(Object.keys(RUNS))("%s", (run) => {
  test.each(Object.entries(FAULTS))(
    "%s",
    async (_, fault) => {
      const clean = await outcomeOf(run);
      const cases = Array.from({ length: clean?.requests ?? 0 }, (_, index) => ({ ...fault, nth: index + 1 }));
      expect(cases.length).toBeGreaterThan(10);
      for (let from = 0; from < cases.length; from += WIDTH)
        await Promise.all(
          cases.slice(from, from + WIDTH).map(async (one) => {
            const outcome = await outcomeOf(run, one);
            if (outcome)
              expect({ nth: one.nth, end: outcome.end, again: outcome.again }).toEqual({ nth: one.nth, end: clean?.end, again: [] });
          }),
        );
    },
    60_000,
  );
});
