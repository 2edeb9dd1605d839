import { describe, expect, test } from "@jest/globals";
import { JobClock } from "../../../sandbox/coolify/jobs/clock.ts";
import { type Job, jobs } from "../../../sandbox/coolify/jobs/jobs.ts";
import { startSettings } from "../../../sandbox/coolify/settings.ts";
import { type Change, defineTable, ownerKey, type Row } from "../../../sandbox/coolify/world/table.ts";
import { World } from "../../../sandbox/coolify/world/world.ts";
import { sleep } from "../asking.ts";

interface Box extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly size: number | null;
}
interface Thing extends Row {
  readonly box_id: number;
  readonly name: string;
}
interface Label extends Row {
  readonly owner: string;
}
const boxes = defineTable<Box>({ name: "boxes", indices: ["name"], defaults: { size: null } });
const things = defineTable<Thing>({ name: "things", indices: ["box_id"], parents: [{ column: "box_id", tables: ["boxes"] }] });
const labels = defineTable<Label>({
  name: "labels",
  uuids: false,
  timestamps: false,
  indices: ["owner"],
  parents: [{ column: "owner", tables: ["boxes", "things"] }],
});

const worldOf = (settings = {}) => new World([jobs, boxes, things, labels], startSettings(settings));

function filled(): World {
  const world = worldOf();
  const box = world.of(boxes).insert({ name: "one" });
  world.of(boxes).insert({ name: "two", size: 3 });
  const thing = world.of(things).insert({ box_id: box.id, name: "inside" });
  world.of(labels).insert({ owner: ownerKey("things", thing) });
  world.of(labels).insert({ owner: ownerKey("boxes", box) });
  return world;
}

test("changes that could not be kept are handed over again with the next, and a world that could not be kept is not there", () => {
  const world = filled();
  const kept: Change[][] = [];
  let room = true;
  const full = () => {
    if (!room) throw new Error("full");
  };
  world.keepIn({
    write: (changes) => {
      full();
      kept.push([...changes]);
    },
    replace: full,
  });
  room = false;
  world.of(boxes).insert({ name: "three" });
  expect(() => world.commit()).toThrow("full");
  expect(() => world.restart(() => world.of(boxes).insert({ name: "other" }))).toThrow("full");
  expect(world.of(boxes).first("name", "three")).toBeDefined();
  expect(world.of(boxes).first("name", "other")).toBeUndefined();
  room = true;
  world.commit();
  world.commit();
  expect(kept.map((changes) => changes.map(([kind, table]) => [kind, table]))).toEqual([[["insert", "boxes"]]]);
});

describe("tables", () => {
  test("give ids, uuids, times and defaults", () => {
    const box = worldOf().of(boxes).insert({ name: "x" });
    expect(box).toEqual({
      id: 1,
      uuid: expect.stringMatching(/^[a-z0-9]{24}$/),
      name: "x",
      size: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z$/),
      updated_at: box.created_at,
    });
  });

  test("find by index, uuid and plain column; an update moves the row between index entries", () => {
    const table = filled().of(boxes);
    const one = table.first("name", "one") as Box;
    expect(table.byUuid(one.uuid)).toBe(one);
    expect(table.where("size", 3).map((row) => row.name)).toEqual(["two"]);
    table.update(one, { name: "renamed" });
    expect([table.first("name", "one"), table.first("name", "renamed")]).toEqual([undefined, one]);
  });

  test("an update without a difference changes nothing, not even the time", () => {
    const table = filled().of(boxes);
    const one = table.first("name", "one") as Box;
    table.update(one, { updated_at: "2020-01-01T00:00:00.000000Z" });
    expect(table.update(one, { name: "one", size: null })).toBe(false);
    expect(one.updated_at).toBe("2020-01-01T00:00:00.000000Z");
    expect(table.update(one, { size: 1 })).toBe(true);
    expect(one.updated_at).not.toBe("2020-01-01T00:00:00.000000Z");
  });

  test("what a row owns goes with it, at every depth; its number is not given again", () => {
    const world = filled();
    world.of(boxes).remove(world.of(boxes).first("name", "one") as Box);
    expect([world.of(things).size, world.of(labels).size, world.of(boxes).size]).toEqual([0, 0, 1]);
    world.of(boxes).remove(world.of(boxes).first("name", "two") as Box);
    expect(world.of(boxes).insert({ name: "three" }).id).toBe(3);
  });

  test("a row can be put at the end", () => {
    const table = filled().of(boxes);
    table.moveToEnd(table.first("name", "one") as Box);
    expect(table.all().map((row) => row.name)).toEqual(["two", "one"]);
  });
});

describe("changes", () => {
  test("of one commit come together and rebuild the world", () => {
    const world = filled();
    const kept: (readonly Change[])[] = [];
    let snapshot = world.snapshot();
    world.keepIn({ write: (changes) => kept.push(structuredClone(changes)), replace: (whole) => (snapshot = structuredClone(whole)) });
    const one = world.of(boxes).first("name", "one") as Box;
    world.of(boxes).update(one, { size: 9 });
    world.of(boxes).moveToEnd(one);
    world.commit();
    world.commit();
    world.of(boxes).remove(world.of(boxes).first("name", "two") as Box);
    world.of(boxes).insert({ name: "three" });
    world.commit();
    expect(kept).toHaveLength(2);
    const again = worldOf();
    again.load(snapshot);
    for (const change of kept.flat()) again.apply(change);
    expect(again.snapshot()).toEqual(world.snapshot());
  });

  test("of a failed transaction are taken back, those of a good one stay", () => {
    const world = filled();
    const kept: Change[] = [];
    world.keepIn({ write: (changes) => kept.push(...changes), replace: () => {} });
    const before = structuredClone(world.snapshot().tables.boxes?.rows);
    const failing = () =>
      world.transaction(() => {
        const one = world.of(boxes).first("name", "one") as Box;
        world.of(boxes).insert({ name: "new" });
        world.of(boxes).update(one, { name: "changed", size: 4 });
        world.of(boxes).remove(world.of(boxes).first("name", "two") as Box);
        throw new Error("no");
      });
    expect(failing).toThrow("no");
    world.commit();
    expect(kept).toEqual([]);
    expect(world.of(boxes).all()).toEqual(before);
    expect(world.of(boxes).first("name", "changed")).toBeUndefined();
    world.transaction(() => world.of(boxes).insert({ name: "kept" }));
    expect(world.of(boxes).first("name", "kept")).toBeDefined();
  });

  test("an inner transaction goes back with the outer one", () => {
    const world = filled();
    const outer = () =>
      world.transaction(() => {
        world.transaction(() => world.of(boxes).insert({ name: "inner" }));
        throw new Error("no");
      });
    expect(outer).toThrow("no");
    expect(world.of(boxes).first("name", "inner")).toBeUndefined();
  });
});

describe("jobs", () => {
  function clockOf(settings: Record<string, unknown>) {
    const world = worldOf(settings);
    const ran: unknown[] = [];
    const kinds = new Map<string, Job>([
      ["note", { run: (_world, { what }) => ran.push(what) }],
      ["chain", { run: (own) => own.queue({ kind: "note", payload: { what: "chained" } }) }],
      ["own", { run: () => ran.push("own"), settles: false }],
      [
        "fails",
        {
          run: () => {
            throw new Error("a job that fails");
          },
        },
      ],
    ]);
    return { world, ran, clock: new JobClock(world, kinds) };
  }

  test("wait for settle when jobs are manual; those they queue run too, deployments do not", async () => {
    const { world, ran, clock } = clockOf({ jobs: "manual", jobDelay: 0 });
    for (const kind of ["chain", "own"]) world.queue({ kind, payload: {} });
    world.queue({ kind: "note", payload: { what: "first" } });
    await sleep(30);
    expect(ran).toEqual([]);
    clock.settle();
    expect(ran).toEqual(["first", "chained"]);
    expect(
      world
        .of(jobs)
        .all()
        .map((row) => row.kind),
    ).toEqual(["own"]);
    clock.stop();
  });

  test("run by themselves after their delay, in the order they are due", async () => {
    const { world, ran, clock } = clockOf({ jobDelay: 40 });
    world.queue({ kind: "note", payload: { what: "later" }, delay: 80 });
    world.queue({ kind: "note", payload: { what: "soon" } });
    await sleep(10);
    expect(ran).toEqual([]);
    await sleep(150);
    expect(ran).toEqual(["soon", "later"]);
    clock.stop();
  });

  test("that fail are gone and hold up no other", () => {
    const { world, ran, clock } = clockOf({ jobs: "manual" });
    const written: string[] = [];
    const write = process.stderr.write;
    process.stderr.write = ((text: string) => written.push(text)) as never;
    try {
      world.queue({ kind: "fails", payload: {} });
      world.queue({ kind: "note", payload: { what: "after" } });
      clock.settle();
    } finally {
      process.stderr.write = write;
    }
    expect(ran).toEqual(["after"]);
    expect(written.join("")).toContain("the job fails failed");
    clock.stop();
  });

  test("of a kind that nobody does cannot be queued", () => {
    expect(() => clockOf({}).world.queue({ kind: "frob", payload: {} })).toThrow("No noun does jobs of the kind frob");
  });
});
