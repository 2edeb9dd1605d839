import { describe, expect, test } from "@jest/globals";
import type { Wire } from "../../../providers/coolify/kind.ts";
import type { Lists } from "../../../providers/coolify/lists.ts";
import { Lookup } from "../../../providers/coolify/lookup.ts";

const UUID = "abcdefghijklmnopqrstuvwx";

const ROWS: Record<string, Wire[]> = {
  "/teams": [{ id: 1, name: "PF-Core" }],
  "/servers": [
    { uuid: "s1", name: "main" },
    { uuid: "s2", name: "twin" },
    { uuid: "s3", name: "twin" },
    { uuid: "s4", name: "build" },
  ],
  "/servers/{server}/destinations": [{ uuid: "d1", name: "coolify" }],
  "/security/keys": [],
  "/github-apps": [{ id: 7, uuid: UUID, name: "pf-core pf-core@platform/app" }],
  "/s3-storages": [{ uuid: "b1", name: "backups" }],
  "/projects": [{ uuid: "p1", name: "AIR" }],
  "/projects/{project}/environments": [{ uuid: "e1", name: "feature-x" }],
};

/** A look-up with the lists that it asked for. */
function lookup() {
  const asked: string[] = [];
  const get = async (reading: { path: string }) => {
    asked.push(reading.path);
    return ROWS[reading.path] ?? [];
  };
  return { asked, names: new Lookup({ get, current: get } as unknown as Lists) };
}

test("what this process deleted is found no more, though a list from before has it", async () => {
  const read: string[] = [];
  const lists = {
    get: async () => [{ uuid: "old", name: "apps" }],
    current: async () => {
      read.push("again");
      return [{ uuid: "new", name: "apps" }];
    },
  };
  const names = new Lookup(lists as unknown as Lists, new Set(["old"]));
  expect(await names.destination("s1", "apps")).toEqual({ uuid: "new" });
  expect(read).toEqual(["again"]);
});

describe("a name becomes a uuid", () => {
  const { names } = lookup();
  test.each<[string, () => Promise<unknown>, unknown]>([
    ["server", () => names.server("main"), { uuid: "s1" }],
    ["server by an old uuid", () => names.server("s2"), { uuid: "s2" }],
    ["destination of a server", () => names.destination("s1", "coolify"), { uuid: "d1" }],
    ["GitHub app, whose name carries our stamp", () => names.githubApp("pf-core"), { uuid: UUID, id: "7" }],
    ["GitHub app by number", () => names.githubApp("7"), { uuid: UUID, id: "7" }],
    ["S3 storage", () => names.s3Storage("backups"), { uuid: "b1" }],
    ["project", () => names.project("AIR"), { uuid: "p1" }],
    ["environment in another spelling (T17)", () => names.environment("p1", "Feature/X"), { uuid: "e1" }],
    ["team", () => names.team("PF-Core"), { id: "1", name: "PF-Core" }],
    ["the only team", () => names.team(), { id: "1", name: "PF-Core" }],
  ])("%s", async (_, ask, expected) => expect(await ask()).toEqual(expected));
});

test("what has the form of a uuid is not looked up (T21)", async () => {
  const { asked, names } = lookup();
  expect([await names.server(UUID), await names.privateKey(UUID), await names.environment("p1", UUID)]).toEqual(
    Array(3).fill({ uuid: UUID }),
  );
  expect(asked).toEqual([]);
});

test("but where a number is needed as well it is", async () => {
  const { asked, names } = lookup();
  expect(await names.githubApp(UUID)).toEqual({ uuid: UUID, id: "7" });
  expect(asked).toEqual(["/github-apps"]);
});

test("what was made after the list was read is found in a newer one", async () => {
  const lists = { get: async () => [], current: async () => [{ uuid: "k1", name: "new" }] };
  expect(await new Lookup(lists as unknown as Lists).privateKey("new")).toEqual({ uuid: "k1" });
});

describe("what cannot be found says what there is", () => {
  const { names } = lookup();
  test.each<[string, () => Promise<unknown>, string]>([
    [
      "several",
      () => names.server("twin"),
      'Several servers are called "twin" at Coolify: write one of their uuids instead of the name (s2, s3).',
    ],
    ["none, nearest first", () => names.server("biuld"), 'Coolify has no server "biuld". It has "build", "main", "twin".'],
    ["none at all", () => names.privateKey("deploy"), 'Coolify has no private key "deploy". It has no private key at all.'],
    ["none in a place", () => names.destination("s1", "swarm"), 'Coolify has no destination "swarm" on server s1. It has "coolify".'],
  ])("%s", (_, ask, message) => expect(ask).rejects.toThrow(message));
});
