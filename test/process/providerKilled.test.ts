import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ask } from "../lifecycle/coolifyApi.ts";
import { air } from "../lifecycle/fleet.ts";
import { inProcess, MiniStack } from "../lifecycle/miniStack.ts";
import { identityOf, openStage, type Stage } from "../lifecycle/stage.ts";
import { type ProviderProcess, startProviderProcess } from "./providerProcess.ts";

/** The provider's process is killed in the middle, and whatever it did is lost from state: the next run makes no twin. */
let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ latency: 0.2 });
});
afterAll(() => stage.close());

const wish = { withoutDeployments: true };
const environment = () => stage.environment(identityOf(stage.coolify));

async function names(): Promise<string[]> {
  const projects = await ask<{ uuid: string; name: string }[]>(stage, "GET", "/projects");
  const environments = await Promise.all(
    projects.map(({ uuid }) => ask<{ name: string }[]>(stage, "GET", `/projects/${uuid}/environments`)),
  );
  const applications = await ask<{ name: string }[]>(stage, "GET", "/applications");
  return [...projects, ...environments.flat(), ...applications].map(({ name }) => name).sort();
}

async function killAt(request: number): Promise<number> {
  let provider: ProviderProcess | undefined;
  const stack = new MiniStack(async () => {
    provider = await startProviderProcess(environment());
    return provider;
  });
  stage.coolify.forgetRequests();
  const run = stack.up(...air(wish)).catch(() => undefined);
  while (stage.coolify.requests().length < request) await new Promise((done) => setTimeout(done, 1));
  provider?.process.kill("SIGKILL");
  await run;
  return stage.coolify.requests().filter(({ method }) => method === "POST").length;
}

test.each([2, 6, 13])(
  "killed at request %d",
  async (request) => {
    await killAt(request);
    // Requests that were under way are still carried out by the server.
    await new Promise((done) => setTimeout(done, 200));
    const stack = new MiniStack(() => inProcess(environment()));
    await stack.up(...air(wish));
    expect(await names()).toEqual([
      "AIR",
      "air-app-dev",
      "air-app-prod",
      "air-app-staging",
      "development",
      "ep-app-prod",
      "ep-production",
      "production",
      "staging",
    ]);
    expect((await stack.up(...air(wish))).filter((line) => !line.startsWith("same"))).toEqual([]);
    await stack.destroy();
  },
  30_000,
);
