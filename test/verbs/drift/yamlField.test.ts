import { expect, test } from "@jest/globals";
import { yamlField, yamlVariable } from "../../../verbs/drift/yamlField.ts";

test.each([
  ["Application", "buildCommand", "make", ["build_command"], "make"],
  ["Application", "buildCommand", undefined, ["build_command"], null],
  ["Application", "description", "A b", ["application_description"], "A b"],
  ["Application", "healthCheck.intervalSeconds", 45, ["health_check", "interval"], "45s"],
  ["Application", "healthCheck.port", 81, ["health_check", "port"], "81"],
  ["Application", "limits.memory", "1g", ["limits", "memory"], "1G"],
  ["Application", "limits.memory", "0", ["limits", "memory"], "0"],
  ["Application", "limits.cpus", "0.25", ["limits", "cpus"], "0.25"],
  ["Application", "domains", ["https://a.pfcore.io"], ["domains"], ["https://a.pfcore.io"]],
  ["Application", "autoDeploy", true, ["auto_deploy"], true],
  ["Application", "source.branch", "fix", ["branch"], "fix"],
  ["Application", "container.stopGraceSeconds", 60, ["container", "stop_grace"], "60s"],
  ["Application", "preview.urlTemplate", "{{pr_id}}.x", ["previews", "url_template"], "{{pr_id}}.x"],
  ["Database", "engine.configuration", "a = 1", ["configuration"], "a = 1"],
  ["Database", "publicPort", 5433, ["public_port"], "5433"],
  ["ScheduledTask", "timeoutSeconds", 90, ["timeout"], "90s"],
  ["Storage", "mountPath", "/data", ["path"], "/data"],
])("%s %s = %j", (kind, path, value, yaml, written) => {
  expect(yamlField(kind, path, value)).toEqual({ path: yaml, value: written });
});

test("what YAML has no words for is said so", () => {
  expect(yamlField("Application", "name", "other")).toBeUndefined();
  expect(yamlField("Application", "nothing.there", 1)).toBeUndefined();
  expect(yamlField("Application", "limits.memory", "not a size")).toBeUndefined();
  expect(yamlField("PrivateKey", "description", "x")).toBeUndefined();
});

test("a variable keeps its braces", () => {
  expect(yamlVariable("A", "{{x}}")).toEqual({ path: ["variables", "A"], value: "\\{{x}}" });
  expect(yamlVariable("A", undefined)).toEqual({ path: ["variables", "A"], value: null });
});
