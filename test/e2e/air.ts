import { expect } from "@jest/globals";
import { type PendingOperation, stateOf } from "./neighbours.ts";
import type { Stage } from "./stage.ts";

/** Exactly what AIR with EP consists of is at Coolify: nothing twice, nothing missing, nothing else. */
export async function expectOneOfEach(stage: Stage): Promise<void> {
  const projects = await stage.get<{ uuid: string }[]>("/projects");
  expect(projects.length).toBe(1);
  const environments = await stage.get<{ name: string }[]>(`/projects/${projects[0]?.uuid}/environments`);
  expect(environments.map(({ name }) => name).sort()).toEqual(["development", "ep-production", "production", "staging"]);
  const applications = await stage.get<{ name: string }[]>("/applications");
  expect(applications.map(({ name }) => name)).toEqual(["air-app-dev", "air-app-prod", "air-app-staging", "ep-app-prod"]);
}

/** What Pulumi's state of a stack calls begun and not ended. */
export const pendingOperations = (home: string, stack = "air"): PendingOperation[] => stateOf(home, stack).pending_operations ?? [];
