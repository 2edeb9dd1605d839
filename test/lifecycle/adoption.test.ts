import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { chosen, type Kind } from "../../providers/coolify/kind.ts";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { fill } from "../../providers/coolify/path.ts";
import { splitStamp, withStamp } from "../../providers/coolify/stamp.ts";
import { type Properties, without } from "../../providers/coolify/values.ts";
import { bodyOf, Lab, messageOf } from "../kinds/lab.ts";
import { creationsOf, listed } from "../kinds/lifecycle.ts";
import { record, type Sent, writesOf } from "../kinds/recorder.ts";
import { referencesOf } from "../kinds/references.ts";

/** Whose an object is: by its stamp, or by what it lives in. What is somebody else's is left alone. */
const cases = (isIt: (kind: Kind) => unknown) => kinds.filter(isIt).map((kind) => [kind.type, kind] as const);

/** Parents and whatever else carries a stamp, apart from what Coolify holds only once (contract 14: keys, networks). */
const stamped = cases(({ adopt, routes }) => adopt?.by === "stamp" && !adopt.stampIn && routes.create && routes.delete);
const named = cases(({ adopt, routes, parents }) => adopt?.by === "name" && !adopt.stampIn && parents && routes.create && routes.delete);

const ONLY_ONCE = ["PrivateKey", "Server"];

describe.each(stamped.filter(([type]) => !ONLY_ONCE.includes(type)))("%s of the same name", (_, kind) => {
  let lab: Lab;
  let creation: Sent;
  beforeAll(async () => {
    record();
    lab = await Lab.open(kind.type);
    const { sent } = await lab.up();
    creation = creationsOf(lab, sent, lab.outputs)[0] as Sent;
    await lab.stack.destroy();
  });
  afterAll(() => lab?.close());

  /** As if others had made it: with this stamp or none, and without what only one can have. */
  const byHand = async (stamp: string | undefined): Promise<string> => {
    const before = await listed(lab, lab.inputs());
    const marked = Object.entries(without(bodyOf(creation), ["domains", "is_public", "public_port", "urls"])).map(([key, value]) => [
      key,
      typeof value === "string" && splitStamp(value).stamp ? withStamp(splitStamp(value).description, stamp) : value,
    ]);
    const { status } = await lab.byHand("POST", creation.path, Object.fromEntries(marked));
    expect(status).toBe(201);
    return (await listed(lab, lab.inputs())).find((id) => !before.includes(id)) ?? "";
  };

  test("is not adopted for its name, be it marked or not", async () => {
    const others = [await byHand(undefined), await byHand("other/it")];
    await lab.up();
    expect(others).not.toContain(lab.id);
    await lab.stack.destroy();
    expect(await listed(lab, lab.inputs())).toEqual(expect.arrayContaining(others));
  });

  test("with `adopt: true` the one without a mark is taken over, the one of another stack is not", async () => {
    const [free, theirs] = await listed(lab, lab.inputs());
    const { sent } = await lab.up(lab.inputs({ adopt: true }));
    expect(lab.id).toBe(free);
    expect(creationsOf(lab, sent, lab.outputs)).toEqual([]);
    const { json } = await lab.byHand("GET", fill(kind.routes.read as { method: "GET"; path: string }, { ...lab.outputs, uuid: theirs }));
    expect(splitStamp((json as Properties).description).stamp).toBe("other/it");
    await lab.stack.destroy();
  });

  test("with `adopt: true` and several to choose from none is chosen", async () => {
    const [first, second] = [await byHand(undefined), await byHand(undefined)];
    lab.takeSent();
    const message = await messageOf(lab.up(lab.inputs({ adopt: true })));
    expect(message).toContain(`Coolify has 2 objects that could be this ${kind.type} "${lab.inputs().name}"`);
    expect(message).toContain(String(first));
    expect(message).toContain(String(second));
    expect(writesOf(lab.takeSent())).toEqual([]);
  });

  test("with `adopt: true` and only another stack's there, nothing is made", async () => {
    const mine = await listed(lab, lab.inputs());
    for (const id of mine) await lab.remove(id, { ...(await lab.checked(lab.inputs())).inputs, __provider: `coolify:${kind.type}` });
    const theirs = await byHand("other/it");
    lab.takeSent();
    expect(await messageOf(lab.up(lab.inputs({ adopt: true })))).toContain(
      `(${theirs}), but it belongs to other/it. It is not taken over.`,
    );
    expect(writesOf(lab.takeSent())).toEqual([]);
  });
});

describe.each(named)("%s, which has no stamp", (_, kind) => {
  let lab: Lab;
  let id: string;
  beforeAll(async () => {
    record();
    lab = await Lab.open(kind.type);
    await lab.up();
    id = lab.id;
  });
  afterAll(() => lab?.close());

  const unowned = (more: Properties = {}) => ({ ...without(lab.inputs(), ["owner"]), ...more });
  /** The parent's description, past all of our code. */
  const describeParent = async (text: string) => {
    const [field] = Object.keys(kind.parents ?? {}).filter((key) => lab.inputs()[key] !== undefined);
    const reference = referencesOf(kind.example).find(({ path }) => path === field);
    const parent = lab.parents.outputs(reference?.kind ?? "");
    const { update } = lab.kindNamed(reference?.kind ?? "").routes;
    if (!update) throw new Error("A parent that cannot be described.");
    const { status } = await lab.byHand("PATCH", fill(chosen(update, parent), parent), { description: text });
    expect(status).toBeLessThan(300);
    lab.stack.state.clear();
    lab.takeSent();
  };

  test("is adopted in a parent that state knows, and in one that is marked", async () => {
    for (const inputs of [lab.inputs(), unowned()]) {
      lab.stack.state.clear();
      const { sent } = await lab.up(inputs);
      expect({ id: lab.id, posts: creationsOf(lab, sent, lab.outputs) }).toEqual({ id, posts: [] });
    }
  });

  test("is refused in a parent that nobody marked", async () => {
    await describeParent("made by hand");
    expect(await messageOf(lab.up(unowned()))).toContain(
      `Coolify has a ${kind.type} of this name already (${id}), in a place that this program did not make. Choose another name, or give \`owner\` of the object it lives in to take it over.`,
    );
    expect(writesOf(lab.takeSent())).toEqual([]);
    expect(await listed(lab, lab.inputs())).toContain(id);
  });

  test("is taken over there for a word", async () => {
    if ("adopt" in kind.input.shape) await lab.up(unowned({ adopt: true }));
    else await lab.up(lab.inputs());
    expect(lab.id).toBe(id);
  });
});
