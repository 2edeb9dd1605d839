import { beforeEach, describe, expect, test } from "@jest/globals";
import type { CoolifyClient } from "../../../providers/coolify/client.ts";
import { get, type Reading, type Route } from "../../../providers/coolify/kind.ts";
import { Lists } from "../../../providers/coolify/lists.ts";
import { fill } from "../../../providers/coolify/path.ts";

/** A client whose answers count the reads. */
class Counting {
  writes = 0;
  asked: string[] = [];
  fails = false;

  async request(route: Route, { params }: { params?: Record<string, unknown> } = {}): Promise<unknown> {
    this.asked.push(`${fill(route, params)}${route.query ? `?${new URLSearchParams(route.query)}` : ""}`);
    if (this.fails) throw new Error("no answer");
    return [{ uuid: `read ${this.asked.length}` }];
  }
}

let client: Counting;
let lists: Lists;
beforeEach(() => {
  client = new Counting();
  lists = new Lists(client as unknown as CoolifyClient);
});
const PROJECTS = get("/projects");
const first = async (rows: Promise<Record<string, unknown>[]>) => (await rows)[0]?.uuid;

test("a list is read once a process, whoever asks when", async () => {
  expect(await Promise.all([first(lists.get(PROJECTS)), first(lists.get(PROJECTS))])).toEqual(["read 1", "read 1"]);
  expect(await first(lists.get(PROJECTS))).toBe("read 1");
  lists.forget(PROJECTS);
  expect(await first(lists.get(PROJECTS))).toBe("read 2");
});

test("parents and queries make other lists", async () => {
  const children = get("/projects/{project}/environments");
  await lists.get(children, { project: "a" });
  await lists.get(children, { project: "b" });
  await lists.get({ ...PROJECTS, query: { take: "1" } });
  await lists.get(PROJECTS);
  expect(client.asked).toEqual(["/projects/a/environments", "/projects/b/environments", "/projects?take=1", "/projects"]);
});

test("a reading finds its rows in the answer, and two of them share it", async () => {
  const nested: Reading = {
    ...PROJECTS,
    rows: (answer) => (answer as { uuid: string }[]).map(({ uuid }) => ({ uuid: `${uuid}, inside` })),
  };
  expect(await first(lists.get(nested))).toBe("read 1, inside");
  expect(await first(lists.get(PROJECTS))).toBe("read 1");
});

test("a fresh read is everybody's from then on", async () => {
  await lists.get(PROJECTS);
  expect(await first(lists.fresh(PROJECTS))).toBe("read 2");
  expect(await first(lists.get(PROJECTS))).toBe("read 2");
});

describe("the list as it is now", () => {
  test("is what was read a moment ago, as long as nothing was written", async () => {
    expect(await first(lists.current(PROJECTS))).toBe("read 1");
    expect(await first(lists.current(PROJECTS))).toBe("read 1");
    client.writes++;
    expect(await first(lists.current(PROJECTS))).toBe("read 2");
  });

  test("is not one that was read long ago", async () => {
    const now = Date.now;
    await lists.current(PROJECTS);
    try {
      Date.now = () => now() + 5001;
      expect(await first(lists.current(PROJECTS))).toBe("read 2");
    } finally {
      Date.now = now;
    }
  });
});

describe("one of many rows", () => {
  const shared = async (from: number) => (await lists.shared(PROJECTS, {}, from))?.[0]?.uuid;

  test("is read singly by the first, then from a list that all share", async () => {
    expect([await shared(3), await shared(3)]).toEqual([undefined, undefined]);
    expect(await Promise.all([shared(3), shared(3), shared(3)])).toEqual(["read 1", "read 1", "read 1"]);
    expect(await shared(1)).toBe("read 1");
  });

  test("comes from a list that somebody else has just read", async () => {
    await lists.current(PROJECTS);
    expect(await shared(3)).toBe("read 1");
    client.writes++;
    expect(await shared(3)).toBe(undefined);
  });

  test("is read singly where many asked long ago", async () => {
    const now = Date.now;
    await shared(3);
    await shared(3);
    try {
      Date.now = () => now() + 5001;
      expect(await shared(3)).toBe(undefined);
    } finally {
      Date.now = now;
    }
  });

  test("is not looked for again in a list that failed", async () => {
    client.fails = true;
    await expect(shared(1)).rejects.toThrow("no answer");
    client.fails = false;
    expect(await shared(1)).toBe(undefined);
  });
});

test("a failed read is nobody's answer later on", async () => {
  client.fails = true;
  await expect(lists.get(PROJECTS)).rejects.toThrow("no answer");
  client.fails = false;
  expect(await first(lists.get(PROJECTS))).toBe("read 2");
});
