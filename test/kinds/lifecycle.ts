import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { chosen, type Kind } from "../../providers/coolify/kind.ts";
import { fill } from "../../providers/coolify/path.ts";
import { rowsOf } from "../../providers/coolify/rows.ts";
import { type Properties, without } from "../../providers/coolify/values.ts";
import { expectTakenBack } from "./byHand.ts";
import { shown } from "./expected.ts";
import { foreignTests } from "./foreign.ts";
import { bodyOf, Lab, messageOf } from "./lab.ts";
import { readsOf, record, type Sent, writesOf } from "./recorder.ts";
import { referencesOf } from "./references.ts";

/** Reads that a refresh of one object may take: itself, its tags, its parent or its list. */
const MOST_READS = 3;

/** A test that says in its title why it is not done, where the kind says so. */
export function unless(reason: string | undefined, title: string, work: () => Promise<void>): void {
  if (reason === undefined) test(title, work);
  else test(`exempt: ${title} (${reason})`, () => expect(reason).toMatch(/contract \d/));
}

/** Deletes the object as a person would, with everything in it, and waits until it is away. */
export async function removeByHand(lab: Lab, kind: Kind = lab.kind, id = lab.id, inputs = lab.outputs): Promise<number> {
  const route = kind.routes.delete && chosen(kind.routes.delete, inputs);
  if (!route) return 0;
  const { status } = await lab.byHand("DELETE", fill(route, { ...inputs, uuid: id }));
  await isAway(lab, kind, id, inputs);
  return status;
}

/** Coolify deletes in the background: some tenths of a second at the most. */
async function isAway(lab: Lab, kind: Kind, id: string, inputs: typeof lab.outputs): Promise<void> {
  const reading = kind.routes.read && chosen(kind.routes.read, inputs);
  if (!kind.deletedLater || !reading) return;
  for (let turn = 0; turn < 100; turn++) {
    if ((await lab.byHand("GET", fill(reading, { ...inputs, uuid: id }))).status === 404) return;
    await new Promise((done) => setTimeout(done, 10));
  }
}

/** Rows of the list in which the object stands, by their ids. */
export async function listed(lab: Lab, inputs = lab.outputs): Promise<string[]> {
  const list = lab.kind.adopt && chosen(lab.kind.adopt.list, inputs);
  if (!list) return [];
  const { json } = await lab.byHand("GET", fill(list, inputs));
  const rows = list.rows ? list.rows(json) : rowsOf(json);
  return rows.map((row) => String(row[lab.kind.idKey ?? "uuid"]));
}

/** Requests that make an object: what else a kind posts are actions. */
export function creationsOf({ kind }: Lab, sent: readonly Sent[], inputs: Properties): Sent[] {
  const route = kind.routes.create && chosen(kind.routes.create, inputs);
  return sent.filter(({ method, path }) => route && method === route.method && path === fill(route, inputs));
}

/** What a creation may send: one POST, one write of what POST does not take, tags; what the kind does afterwards is its own. */
function expectCreated({ kind, outputs }: Lab, sent: readonly Sent[]): void {
  const writes = writesOf(sent);
  const createKeys = chosen(kind.createKeys, outputs);
  const wire = kind.toWire(outputs);
  const isBorn = (key: string) => kind.bornWith?.[key] === wire[key];
  const left = Object.keys(wire).filter(
    (key) => wire[key] !== undefined && wire[key] !== null && !createKeys.includes(key) && !isBorn(key),
  );
  const posts = writes.filter(({ method, path }) => method === "POST" && !path.endsWith("/tags"));
  if (kind.afterWrite) {
    expect(posts.length).toBeGreaterThanOrEqual(kind.routes.create ? 1 : 0);
    return;
  }
  expect(posts.map(shown)).toHaveLength(kind.routes.create ? 1 : 0);
  const others = writes.filter((one) => !posts.includes(one) && !one.path.includes("/tags"));
  expect(others.map(shown)).toHaveLength(kind.routes.create ? Math.min(left.length, 1) : Math.min(others.length, 1));
  if (kind.routes.create && left.length > 0) expect(Object.keys(bodyOf(others[0] as Sent))).toEqual(expect.arrayContaining(left));
  // After a POST nothing is read again (decision 18), unless only a read tells a result.
  if (kind.routes.create && !kind.results) expect(readsOf(sent.slice(sent.indexOf(posts[0] as Sent))).map(shown)).toEqual([]);
}

/** The life of one object of a kind: made, left alone, changed by hand, lost, gone, destroyed. */
export function lifecycleOf(kind: Kind): void {
  const { exempt = {}, routes, data } = kind;
  let lab: Lab;
  beforeAll(async () => {
    record();
    lab = await Lab.open(kind.type);
  });
  afterAll(() => lab?.close());

  test("create: one POST and what the declaration adds to it", async () => {
    const { done, sent } = await lab.up();
    expect(done).toBe("create");
    expectCreated(lab, sent);
  });

  test("second up: sends nothing", async () => expect(await lab.up()).toEqual({ done: "same", sent: [] }));

  unless(exempt.refresh, "refresh: no difference", async () => {
    const { differs, sent, inputs } = await lab.refresh();
    expect(inputs).toEqual((await lab.checked(lab.inputs())).inputs);
    expect({ differs, writes: writesOf(sent) }).toEqual({ differs: false, writes: [] });
    expect(readsOf(sent).length).toBeLessThanOrEqual(MOST_READS);
    expect(await lab.up()).toEqual({ done: "same", sent: [] });
  });

  unless(exempt.update ?? exempt.refresh, "a change by hand: seen by refresh, taken back by up", () => expectTakenBack(lab));

  unless(exempt.adopt, "lost from state: found again, made no second time", async () => {
    const [{ id }, before] = [lab, await listed(lab)];
    lab.stack.state.clear();
    const { done, sent } = await lab.up();
    const refused = creationsOf(lab, sent, lab.outputs);
    expect({ done, id: lab.id, posts: refused.length }).toEqual({ done: "create", id, posts: kind.adopt?.createFirst ? 1 : 0 });
    if (!kind.idOf && !kind.afterWrite) expect(writesOf(sent).map(shown)).toEqual(refused.map(shown));
    expect(await listed(lab)).toEqual(before);
  });

  const cannotGo = routes.delete ? exempt.gone : (exempt.gone ?? "contract 11: it has no deletion of its own");
  unless(cannotGo, "removed by hand: refresh finds it gone, up makes it again", async () => {
    const { id } = lab;
    expect(await removeByHand(lab)).toBeLessThan(300);
    expect((await lab.refresh()).differs).toBe(true);
    expect(lab.exists).toBe(false);
    await lab.mendSurroundings();
    expect((await lab.up()).done).toBe("create");
    if (!kind.idOf) expect(lab.id).not.toBe(id);
  });

  foreignTests(kind, () => lab);

  if (data) {
    test("without deleteData its data stays", async () => {
      const permission = await lab.up(lab.inputs({ deleteData: false }));
      expect({ done: permission.done, writes: writesOf(permission.sent) }).toEqual({ done: "update", writes: [] });
      if (data.onDelete === "refused") {
        expect(await messageOf(lab.stack.destroy())).toMatch(/holds data and is not deleted.*deleteData: true/);
        expect(await lab.isThere(lab.id, lab.outputs)).toBe(true);
      } else {
        const [deletion] = await destroyed(lab);
        if (data.storages) expect(deletion?.query).toMatchObject({ delete_volumes: "false" });
      }
      expect((await lab.up()).done).toMatch(/create|update/);
    });
  }

  unless(exempt.destroy, "destroy: nothing is left, and doing it again is no fault", async () => {
    const { id, outputs } = lab;
    const deletions = await destroyed(lab);
    if (routes.delete) expect(deletions).toHaveLength(1);
    if (data?.storages) expect(deletions[0]?.query).not.toMatchObject({ delete_volumes: "false" });
    expect(lab.exists).toBe(false);
    if (routes.delete) expect(await listed(lab, outputs)).not.toContain(id);
    if (routes.delete && routes.read) expect(await lab.isThere(id, outputs)).toBe(false);
    await lab.remove(id, outputs);
  });

  if (kind.parents && routes.read)
    unless(exempt.gone, "its parent removed by hand: it is found gone with it", async () => {
      await lab.up();
      if (!(await removeParent(lab))) return;
      await lab.refresh();
      expect(lab.exists).toBe(false);
    });
}

/** @returns the deletions that were sent */
async function destroyed(lab: Lab): Promise<Sent[]> {
  lab.takeSent();
  expect(await lab.stack.destroy()).toEqual(["delete it"]);
  return lab.takeSent().filter(({ method }) => method === "DELETE");
}

/** @returns false where Coolify refuses it as long as the object is there: then the case cannot be (contract 11) */
async function removeParent(lab: Lab): Promise<boolean> {
  const [field] = Object.keys(lab.kind.parents ?? {});
  const reference = referencesOf(lab.kind.example).find(({ path }) => path === field);
  const parent = reference && lab.parents.state.get(reference.kind);
  if (!reference || !parent) return false;
  const status = await removeByHand(lab, lab.kindNamed(reference.kind), parent.id, without(parent.outputs, ["__provider"]));
  expect(status < 300 || status === 400 || status === 409 || status === 422).toBe(true);
  return status < 300;
}
