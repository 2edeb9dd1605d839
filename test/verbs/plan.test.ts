import { describe, expect, test } from "@jest/globals";
import { loadFleet, stackNamed } from "../../config/load.ts";
import { planOf } from "../../verbs/plan.ts";
import { EventLog } from "../../verbs/pulumi/events.ts";
import { kindToken, parseState, type State } from "../../verbs/pulumi/state.ts";

const air = stackNamed(loadFleet("config"), "air");
const urn = (kind: string, name: string) => `urn:pulumi:air::pf-core::pf:index:Instance$${kindToken(kind)}::${name}`;

const resource = (kind: string, name: string, id: string, inputs: Record<string, unknown>, protect = false) => ({
  urn: urn(kind, name),
  type: kindToken(kind),
  id,
  inputs,
  protect,
});

const state = parseState({
  resources: [
    resource("Project", "air", "p", {}, true),
    resource("Application", "dev", "d", { environment: "development" }),
    resource("Application", "prod", "q", { environment: "production" }),
    resource("ApplicationVariables", "prod-variables", "v", { application: "q" }),
    resource("ScheduledTask", "dev-task", "t", { application: "d" }),
    resource("Deployment", "dev-deployment", "e", { application: "d" }),
  ],
});

/** What is grave of one planned step. */
function grave(op: string, kind: string, name: string, inputs: Record<string, unknown> = {}, before: State | "lost" = state) {
  const log = new EventLog(false);
  const metadata = { urn: urn(kind, name), type: kindToken(kind), op, new: { inputs } };
  log.hear({ resourcePreEvent: { metadata } } as unknown as Parameters<EventLog["hear"]>[0]);
  return planOf("air", log, before === "lost" ? undefined : before, air).grave.map(({ reason }) => reason);
}

describe("what needs a name typed", () => {
  test.each([
    ["a change in development", "update", "Application", "dev", {}, []],
    ["a change in production", "update", "Application", "prod", {}, ["production"]],
    ["variables of production", "update", "ApplicationVariables", "prod-variables", { application: "q" }, ["production"]],
    ["a deployment of production that exists", "create", "Deployment", "prod-deployment", { application: "q" }, ["production"]],
    ["a new application in production", "create", "Application", "second", { environment: "production" }, []],
    ["the first deployment of something new", "create", "Deployment", "second-deployment", { application: "unknown" }, []],
    ["a deletion in development", "delete", "ScheduledTask", "dev-task", {}, ["deletion"]],
    ["a replacement in development", "replace", "Application", "dev", {}, ["deletion"]],
    ["a deployment that is forgotten", "delete", "Deployment", "dev-deployment", {}, []],
    ["what is protected", "update", "Project", "air", {}, ["production"]],
  ])("%s", (_, op, kind, name, inputs, expected) => expect(grave(op, kind, name, inputs)).toEqual(expected));

  test("what Coolify has although no state knows it, once for the whole stack", () => {
    expect(grave("create", "Project", "air", {}, "lost")).toEqual(["takenOver"]);
    expect(grave("create", "Application", "prod", { environment: "production" }, "lost")).toEqual([]);
  });
});
