import { describe, expect, test } from "@jest/globals";
import { describeShared, sharedNetworks, sharedProjects } from "../../verbs/isolation.ts";

const placed = (stamp: string | undefined, destination: number, environment = 1) => ({
  name: stamp ?? "someone's",
  stamp,
  destination_id: destination,
  destination_type: "App\\Models\\StandaloneDocker",
  environment_id: environment,
});

describe("networks", () => {
  const workloads = [placed("air/air-app", 1), placed("acme/acme-app", 2), placed("acme/acme-db", 2)];

  test("each tenant in its own", () => expect(sharedNetworks(workloads, ["air", "acme"], new Set())).toEqual([]));

  test("two tenants in one, found from either side", () => {
    const found = [{ what: "network", stacks: ["acme", "beta"], workloads: ["acme/acme-app", "acme/acme-db", "beta/beta-app"] }];
    for (const stack of ["acme", "beta"])
      expect(sharedNetworks([...workloads, placed("beta/beta-app", 2)], [stack], new Set())).toEqual(found);
  });

  test("something that nobody here made", () => {
    expect(sharedNetworks([...workloads, placed(undefined, 2)], ["acme"], new Set())[0]?.stacks).toEqual(["acme", "(not ours)"]);
  });

  test("those who opted out share with each other and with strangers, not with others", () => {
    const common = [placed("air/air-app", 1), placed("w4m/w4m-app", 1), placed(undefined, 1)];
    expect(sharedNetworks(common, ["air", "w4m"], new Set(["air", "w4m"]))).toEqual([]);
    expect(sharedNetworks(common, ["air"], new Set(["air"])).map(({ stacks }) => stacks)).toEqual([["air", "w4m", "(not ours)"]]);
  });

  test("ids of other sorts of networks are others", () => {
    const swarm = { ...placed("beta/beta-app", 2), destination_type: "App\\Models\\SwarmDocker" };
    expect(sharedNetworks([...workloads, swarm], ["acme"], new Set())).toEqual([]);
  });
});

describe("projects", () => {
  const projects = [{ stack: "acme", ids: [1, 2] }];

  test("its own things in its own project", () =>
    expect(sharedProjects([placed("acme/a", 1, 1), placed("beta/b", 1, 3)], projects)).toEqual([]));

  test("a stranger inside", () => {
    expect(sharedProjects([placed("acme/a", 1, 1), placed("beta/b", 1, 2)], projects)).toEqual([
      { what: "project", stacks: ["acme", "beta"], workloads: ["beta/b"] },
    ]);
  });

  test("something of it elsewhere", () => {
    const [found] = sharedProjects([placed("acme/a", 1, 9)], projects);
    expect(found).toEqual({ what: "project", stacks: ["acme"], workloads: ["acme/a"] });
    expect(found && describeShared(found)).toContain("acme/a");
  });
});
