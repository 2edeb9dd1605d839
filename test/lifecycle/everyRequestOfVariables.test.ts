import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { ask } from "./coolifyApi.ts";
import { openStage, type Stage } from "./stage.ts";
import { applicationOf, placeOf, serviceOf, VariableScene } from "./variableScene.ts";

/** One fault at each single request of a set's life: after at most one more run the rows are as without it, and nothing is left to do. */
const FAULTS: Record<string, Properties> = {
  "no answer to what was done": { action: "drop-answer" },
  "a 502": { action: "error", status: 502 },
  // The others with PF_EVERY_FAULT=1: `npm run chaos`.
  ...(process.env.PF_EVERY_FAULT === "1" && {
    "half an answer": { action: "cut-answer" },
    "a page from a proxy": { action: "content-type", contentType: "text/html" },
    "a reset": { action: "reset" },
    "a redirect": { action: "redirect", location: "https://elsewhere.example/login" },
    "too many requests": { action: "too-many-requests", retryAfter: 0.1 },
    ...Object.fromEntries([500, 503, 504].map((status) => [`a ${status}`, { action: "error", status }])),
  }),
};

let stage: Stage;
let place: Properties;

beforeAll(async () => {
  stage = await openStage();
  place = await placeOf(stage);
});
afterAll(() => stage.close());

const OWNERS: Record<string, () => Promise<VariableScene>> = {
  ApplicationVariables: async () => {
    const application = await applicationOf(stage, place);
    return new VariableScene(stage, "ApplicationVariables", { application }, `/applications/${application}/envs`);
  },
  ServiceVariables: async () => {
    const service = await serviceOf(stage, place, "services:\n  web:\n    image: nginx\n");
    return new VariableScene(stage, "ServiceVariables", { service }, `/services/${service}/envs`);
  },
  SharedVariables: async () => {
    const { uuid: project } = await ask(stage, "POST", "/projects", { name: "By hand" });
    return new VariableScene(stage, "SharedVariables", { scope: { type: "project", project } }, `/projects/${project}/envs`);
  },
};

const FIRST = { A: { value: "1" }, B: { value: "2" }, SECRET: { value: "canary", isShownOnce: true } };
const CHANGED = { A: { value: "2" }, SECRET: { value: "canary", isShownOnce: true }, C: { value: "3", comment: "new" } };
const RUNS: Record<string, (scene: VariableScene) => Promise<unknown>> = {
  "the first up": (scene) => scene.stack.up([scene.planned(FIRST)]),
  "a change": (scene) => scene.stack.up([scene.planned(CHANGED)]),
  "a destroy": (scene) => scene.stack.destroy(),
};

/** @returns the rows in the end, how many requests it took, and what a further run asks; undefined: the fault met no request any more */
async function outcomeOf(owner: string, run: string, fault?: Properties) {
  const scene = await (OWNERS[owner] as () => Promise<VariableScene>)();
  const work = () => (RUNS[run] as (scene: VariableScene) => Promise<unknown>)(scene);
  if (run !== "the first up") await scene.stack.up([scene.planned(FIRST)]);
  stage.requests();
  if (fault) stage.coolify.faults.add(fault as Parameters<typeof stage.coolify.faults.add>[0]);
  await work().catch(work);
  const seen = stage.coolify.requests();
  const met = seen.some((request) => "fault" in request);
  stage.coolify.faults.clear();
  if (fault && !met) return undefined;
  stage.requests();
  await work();
  const again = stage.requests();
  const end = (await scene.rows())
    .map(({ key, value, comment, is_preview: isPreview }) => `${key}=${value} ${comment} ${isPreview}`)
    .sort();
  const state = JSON.stringify(run === "a destroy" ? [...scene.stack.state.keys()] : { ...scene.outputs(), variables: {} });
  return { end, requests: seen.length, again, isClean: !/unsettled|leftover|canary/.test(state) };
}

describe.each(Object.keys(OWNERS))("%s", (owner) => {
  test.each(Object.keys(RUNS).flatMap((run) => Object.keys(FAULTS).map((fault) => [run, fault] as const)))(
    "%s: %s",
    async (run, fault) => {
      const clean = await outcomeOf(owner, run);
      expect(clean?.requests).toBeGreaterThan(1);
      for (let nth = 1; ; nth++) {
        const outcome = await outcomeOf(owner, run, { ...FAULTS[fault], nth });
        if (!outcome) break;
        expect({ nth, ...outcome, requests: 0 }).toEqual({ nth, end: clean?.end, requests: 0, again: [], isClean: true });
      }
    },
    60_000,
  );
});
