import { expect } from "@jest/globals";
import type { Kind } from "../../providers/coolify/kind.ts";
import { splitStamp, withStamp } from "../../providers/coolify/stamp.ts";
import type { Properties } from "../../providers/coolify/values.ts";
import { type Lab, messageOf } from "./lab.ts";
import { listed, removeByHand, unless } from "./lifecycle.ts";
import { type Sent, writesOf } from "./recorder.ts";

/** The body of a creation with another stamp in it, or with none, as if it had been made by others. */
function bodyWith(body: Properties, stamp: string | undefined): Properties {
  const changed = (value: unknown) =>
    typeof value === "string" && splitStamp(value).stamp ? withStamp(splitStamp(value).description, stamp) : value;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, changed(value)]));
}

/** Objects that somebody else made. */
export function foreignTests(kind: Kind, labOf: () => Lab): void {
  if (kind.adopt?.by !== "stamp" || !kind.routes.create || !kind.routes.delete) return;
  let creation: Sent | undefined;

  /** Our own object goes, the same one made by hand comes. @returns its id */
  const madeByHand = async (lab: Lab, stamp: string | undefined): Promise<string> => {
    const before = await listed(lab);
    await removeByHand(lab);
    lab.stack.state.clear();
    const ids = await lab.mendSurroundings();
    const { method, path, body } = creation as Sent;
    const current = Object.fromEntries(Object.entries(body ?? {}).map(([key, value]) => [key, ids.get(value) ?? value]));
    creation = { ...(creation as Sent), body: current };
    const { status } = await lab.byHand(method, path, bodyWith(current, stamp));
    expect(status).toBe(201);
    const [id] = (await listed(lab, lab.inputs())).filter((one) => !before.includes(one));
    return String(id);
  };

  unless(kind.exempt?.adopt, "adopt: true takes over what nobody marked", async () => {
    const lab = labOf();
    await lab.destroyAll();
    await lab.mendSurroundings();
    creation = (await lab.up()).sent.find(({ method, path }) => method === "POST" && !path.endsWith("/tags"));
    const id = await madeByHand(lab, undefined);
    const { sent } = await lab.up(lab.inputs({ adopt: true }));
    expect({ id: lab.id, posts: writesOf(sent).filter(({ path }) => path === creation?.path).length }).toEqual({ id, posts: 0 });
    expect((await lab.refresh()).differs).toBe(false);
    expect((await lab.up()).done).toBe("same");
  });

  unless(kind.exempt?.adopt, "another stack's stamp: never taken over", async () => {
    const lab = labOf();
    const id = await madeByHand(lab, "other/it");
    const message = await messageOf(lab.up(lab.inputs({ adopt: true })));
    if (lab.exists) expect(lab.id).not.toBe(id);
    else expect(message).toMatch(/other\/it.*is not taken over/);
    expect(await listed(lab, lab.inputs())).toContain(id);
    await lab.stack.destroy();
    await removeByHand(lab, kind, id, lab.inputs());
    await lab.mendSurroundings();
    await lab.up();
  });
}
