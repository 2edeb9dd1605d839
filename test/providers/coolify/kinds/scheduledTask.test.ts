import { expect, test } from "@jest/globals";
import { chosen, type Route } from "../../../../providers/coolify/kind.ts";
import { scheduledTask } from "../../../../providers/coolify/kinds/scheduledTask.ts";
import { declared } from "./declared.ts";

const { kind, inputs, faults, wire, read } = declared(scheduledTask, {
  service: "s1",
  name: "nightly",
  command: "npm run prune",
  frequency: "daily",
});

test("what is sent is what is read; no container is null (T10)", () => {
  const sent = { name: "nightly", command: "npm run prune", frequency: "daily", container: null, timeout: 300, enabled: true };
  expect(wire()).toEqual(sent);
  expect(read(sent)).toEqual(inputs());
});

test("the uuid of the parent says which route it is", () => {
  const path = (more: object) => (chosen(kind.routes.update as Route, inputs({ ...more })) as Route).path;
  expect(path({})).toBe("/services/{service}/scheduled-tasks/{uuid}");
  expect(path({ service: undefined, application: "a1" })).toBe("/applications/{application}/scheduled-tasks/{uuid}");
});

test.each([
  ["two parents", { application: "a1" }, "application or service must be given, one of them and not both"],
  ["what is no time", { frequency: "61 * * * *" }, "frequency must be a cron expression"],
  ["a timeout that Coolify's column does not hold", { timeoutSeconds: 2 ** 31 }, "timeoutSeconds Too big"],
  ["a name from which Coolify would cut", { name: "a<b" }, "name must not contain <"],
])("refuses %s", (_, more, fault) => expect(faults(more)).toEqual([expect.stringContaining(fault)]));
