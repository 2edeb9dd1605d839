import { describe, expect, test } from "@jest/globals";
import { loadFleet, stackNamed } from "../../config/load.ts";
import { kindToken, nameOf, parseState } from "../../verbs/pulumi/state.ts";
import { viewOfState } from "../../verbs/viewOfState.ts";
import { releaseOf } from "../../verbs/workload.ts";

const urn = (type: string, name: string) => `urn:pulumi:air::pf-core::pf:index:Instance$${type}::${name}`;
const resource = (kind: string, name: string, outputs: Record<string, unknown> = {}) => ({
  urn: urn(kindToken(kind), name),
  type: kindToken(kind),
  inputs: { name },
  outputs,
});

describe("state of a stack", () => {
  test("an empty stack", () => expect(parseState(undefined)).toEqual({ resources: [], pendingCreations: [] }));

  test("only creations are pending creations", () => {
    const pending_operations = [
      { type: "creating", resource: { urn: urn(kindToken("Application"), "a") } },
      { type: "updating", resource: { urn: urn(kindToken("Application"), "b") } },
    ];
    expect(parseState({ pending_operations }).pendingCreations.map(nameOf)).toEqual(["a"]);
  });
});

describe("the tree after a run", () => {
  const air = stackNamed(loadFleet("config"), "air");

  test("deployed, waiting and missing applications", () => {
    const commit = "6f3c1aa0b1c2d3e4f5060718293a4b5c6d7e8f90";
    const resources = [
      resource("Application", "air-app-dev"),
      resource("Deployment", "air-app-dev", { commit, status: "finished" }),
      resource("Application", "air-app-staging"),
    ];
    const view = viewOfState(air, parseState({ resources }));
    expect(view.applications.map(({ name, state, release }) => [name, state, release])).toEqual([
      ["air-app-dev", "running", "develop@6f3c1aa"],
      ["air-app-staging", "waiting", "staging"],
      ["air-app-prod", "missing", "main"],
    ]);
    expect(view.products.map(({ code, applications }) => [code, applications[0]?.state])).toEqual([["ep", "missing"]]);
  });

  test("a deployment that nobody asked for yet waits; a platform has nothing to show", () => {
    const resources = [resource("Application", "air-app-dev"), resource("Deployment", "air-app-dev", { status: "none", commit: "" })];
    const [first] = viewOfState(air, parseState({ resources })).applications;
    expect(first).toMatchObject({ state: "waiting", note: "waits for a promotion or a pin" });
  });

  test("a release is a branch, or a branch at a commit", () => {
    expect(releaseOf("main", "HEAD")).toBe("main");
    expect(releaseOf("main", undefined)).toBe("main");
    expect(releaseOf("main", "abcdef0123")).toBe("main@abcdef0");
  });
});
