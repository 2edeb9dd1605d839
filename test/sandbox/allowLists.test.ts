import { describe, expect, test } from "@jest/globals";
import { allowed } from "../../providers/coolify/allowed.ts";
import { CHANGE_ALLOWED } from "../../sandbox/coolify/applications/fields.ts";
import { placementInput } from "../../sandbox/coolify/applications/input.ts";
import { createEnvironmentInput } from "../../sandbox/coolify/environments/input.ts";
import { changeProjectInput, createProjectInput } from "../../sandbox/coolify/projects/input.ts";
import type { InputSpec } from "../../sandbox/coolify/validation/validate.ts";

/**
 * The sandbox imports nothing of the providers, so both write down what Coolify accepts (decision 3).
 * Here the two lists are held against each other: a mistake in one of them shows.
 */
const fieldsOf = ({ allowed: own, rules }: InputSpec): readonly string[] => own ?? Object.keys(rules);

const SANDBOX: Readonly<Record<string, readonly string[]>> = {
  "POST /projects": fieldsOf(createProjectInput),
  "PATCH /projects/{uuid}": fieldsOf(changeProjectInput),
  "POST /projects/{project}/environments": fieldsOf(createEnvironmentInput),
  "POST /applications/public": fieldsOf(placementInput),
  "POST /applications/dockerimage": fieldsOf(placementInput),
  "PATCH /applications/{uuid}": CHANGE_ALLOWED,
};

describe("what Coolify accepts, as the sandbox and the providers know it", () => {
  test.each(Object.entries(allowed))("%s", (route, fields) => {
    expect(Object.keys(SANDBOX)).toContain(route);
    expect([...(SANDBOX[route] ?? [])].sort()).toEqual([...fields].sort());
  });
});
