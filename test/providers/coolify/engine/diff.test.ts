import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { check } from "../../../../providers/coolify/engine/check.ts";
import { diff, pendingKeys } from "../../../../providers/coolify/engine/diff.ts";
import { DeleteData, Owner, Uuid } from "../../../../providers/coolify/fields.ts";
import { defineKind, get, type Kind, patch, post } from "../../../../providers/coolify/kind.ts";
import { UNKNOWN } from "../../../../providers/coolify/unknown.ts";

/** One of everything that a kind can say about changes. */
const disk = defineKind({
  type: "Disk",
  doc: "A disk.",
  example: {},
  input: z.strictObject({
    owner: Owner.optional(),
    deleteData: DeleteData,
    project: Uuid,
    name: z.string(),
    note: z.string().optional(),
    size: z.strictObject({ unit: z.string(), count: z.number() }),
    quick: z.boolean().default(false).meta({ since: "4.3.8" }),
  }),
  routes: { create: post("/disks"), read: get("/disks/{uuid}"), update: patch("/disks/{uuid}") },
  parents: { project: get("/projects/{project}") },
  createKeys: ["name"],
  replaceOn: ["size.unit"],
  adopt: { by: "stamp", list: get("/disks") },
  data: { onDelete: "refused", lostByReplacement: () => true },
  toWire: ({ name, note, size }) => ({ disk_name: name, note: note ?? null, count: size.count }),
  fromWire: (wire) => ({ name: wire.disk_name }),
}) as unknown as Kind;

const inputs = check(disk, { project: "p", name: "a", size: { unit: "m", count: 1 } }).inputs;
const olds = { ...inputs, uuid: "u", owner: { team: 1, since: "x", version: "4.3.0" } };
const free = { ...olds, deleteData: true };

test("the same inputs are no change, whatever the order of keys", () => {
  const reversed = Object.fromEntries(Object.entries(inputs).reverse());
  expect(diff(disk, olds, reversed)).toEqual({ changes: false, replaces: [], deleteBeforeReplace: true });
});

test("a change in place names its wire keys alone", () => {
  const news = { ...inputs, name: "b", size: { unit: "m", count: 2 } };
  expect(pendingKeys(disk, olds, news)).toEqual(["disk_name", "count"]);
  expect(diff(disk, olds, news)).toMatchObject({ changes: true, replaces: [] });
});

test.each([
  ["a field that cannot be changed in place", { size: { unit: "g", count: 1 } }, ["size"]],
  ["another parent", { project: "q" }, ["project"]],
  // The uuid of a parent is unknown only when that is made anew (tools/hosts answers previews of updates).
  ["a parent that is made anew", { project: UNKNOWN }, ["project"]],
])("%s is another object", (_, more, replaces) =>
  expect(diff(disk, free, { ...inputs, deleteData: true, ...more })).toEqual({ changes: true, replaces, deleteBeforeReplace: true }),
);

test("what is unknown above such a field is a change, but nothing is torn down on a guess", () =>
  expect(diff(disk, free, { ...inputs, size: UNKNOWN })).toMatchObject({ changes: true, replaces: [] }));

test("a field that cannot be changed in place and is not known yet: no run does more than its preview said", () => {
  const news = { ...inputs, size: { unit: UNKNOWN, count: 1 } };
  expect(diff(disk, free, { ...news, deleteData: true })).toMatchObject({ changes: true, replaces: ["size"] });
  expect(() => diff(disk, olds, news)).toThrow(/^size cannot be changed in place/);
});

test("what holds others is made anew before it goes, so that they can leave it", () => {
  const news = { ...inputs, project: "q" };
  expect(diff({ ...disk, holdsOthers: true }, free, news)).toMatchObject({ replaces: ["project"], deleteBeforeReplace: false });
});

test("a replacement that would lose data is refused with the field and the way out", () => {
  const news = { ...inputs, project: "q", deleteData: true };
  expect(() => diff(disk, olds, news)).toThrow(
    /^project cannot be changed in place: .*data would be lost.*set deleteData: true, run `up`/s,
  );
});

test("a permission to delete data is a change of its own: deletions read it from state", () =>
  expect(diff(disk, olds, { ...inputs, deleteData: true })).toMatchObject({ changes: true, replaces: [] }));

test("a write that was left unfinished is a change", () =>
  expect(diff(disk, { ...olds, unfinished: ["#after"] }, inputs)).toMatchObject({ changes: true, replaces: [] }));

test("an owner that is not known yet, or newly given, is no change", () => {
  expect(diff(disk, olds, { ...inputs, owner: UNKNOWN })).toMatchObject({ changes: false });
  expect(diff(disk, olds, { ...inputs, owner: { team: 1, since: "x" } })).toMatchObject({ changes: false });
});

describe("a field that this Coolify lacks", () => {
  const faults = "quick needs Coolify 4.3.8; this one has 4.3.0. Update Coolify and run `pf refresh`, or leave the field out";

  test("is a fault where the parent told the version", () => {
    const { failures } = check(disk, { ...inputs, owner: olds.owner, quick: true });
    expect(failures.map(({ property, reason }) => `${property} ${reason}`)).toEqual([faults]);
  });

  test("stops the preview where state knows the version", () => expect(() => diff(disk, olds, { ...inputs, quick: true })).toThrow(faults));

  test("is none at its default, and none where the version has it", () => {
    expect(diff(disk, olds, { ...inputs, quick: false })).toMatchObject({ changes: false });
    const newer = { ...olds, owner: { ...olds.owner, version: "4.3.8" } };
    expect(() => diff(disk, newer, { ...inputs, quick: true })).not.toThrow();
  });
});
