import { expect } from "@jest/globals";
import { chosen } from "../../providers/coolify/kind.ts";
import { fill } from "../../providers/coolify/path.ts";
import { only } from "../../providers/coolify/values.ts";
import { type Change, changeOf } from "./alone.ts";
import { updateKeys } from "./expected.ts";
import type { Lab } from "./lab.ts";
import { fieldsOf } from "./leaves.ts";

/** The first field whose change is a write to the object itself, and is shown again. */
async function visibleChange(lab: Lab): Promise<Change> {
  for (const leaf of fieldsOf(lab.kind.input, lab.kind.example)) {
    const change = leaf.peeled.meta.writeOnly ? undefined : await changeOf(lab, lab.inputs(), leaf);
    const keys = change?.way === "update" ? updateKeys(lab.kind, change.from.checked, change.to.checked, lab.id) : [];
    if (change && keys.length > 0) return change;
  }
  throw new Error(`${lab.kind.type}: no field of the example can be changed in place.`);
}

/** Somebody changes a field at Coolify: refresh sees it, `up` takes it back. */
export async function expectTakenBack(lab: Lab): Promise<void> {
  await lab.up();
  const { from, to } = await visibleChange(lab);
  const { kind, id } = lab;
  const route = kind.routes.update && chosen(kind.routes.update, from.checked);
  if (!route) throw new Error(`${kind.type} is exempt from updates only in words: it has no route for them.`);
  const keys = updateKeys(kind, from.checked, to.checked, id);
  const body = only({ ...kind.toWire(to.checked), ...kind.besideUpdate?.(to.checked, id, from.checked) }, keys);
  const { status } = await lab.byHand(route.method, fill(route, { ...from.checked, uuid: id }), body);
  expect(status).toBeLessThan(300);
  expect((await lab.refresh()).differs).toBe(true);
  expect((await lab.up()).done).toBe("update");
  expect((await lab.refresh()).differs).toBe(false);
}
