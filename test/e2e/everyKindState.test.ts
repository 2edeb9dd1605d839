import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { keyText } from "../kinds/references.ts";
import { more, Scene } from "./everyKindScene.ts";
import { besides, dispensable, samples } from "./everyKindWishes.ts";
import { brought, shared } from "./oldState.ts";
import type { StateResource } from "./plainPulumi.ts";
import type { Wished } from "./programs/wished.ts";

const PATIENCE = 180_000;
const FIRST = path.join(__dirname, "states", "first.json");

/**
 * A state that the first release wrote is today's as well: nothing in it looks changed, and all of it can be destroyed. The file has the
 * outputs of every resource by name; providers see nothing else of a state. It never changes. A later release adds one of its own: name
 * it here, and it is written by the next run.
 */
let scene: Scene;

beforeAll(async () => {
  if (!existsSync(FIRST)) writeFileSync(FIRST, JSON.stringify(shared(await outputsOf("one"), await outputsOf("two")), undefined, 1));
  scene = await Scene.open();
}, PATIENCE);
afterAll(() => scene.close());

/** @param key makes another private key, which is in no file */
const wishes = (key: string): Wished[] =>
  dispensable([...samples(), ...besides()]).map((wish) =>
    wish.kind === "PrivateKey" ? { ...wish, args: { ...wish.args, privateKey: keyText(key) } } : wish,
  );
const nameOf = ({ urn }: StateResource) => urn.split("::").at(-1) ?? "";
const byName = (resources: readonly StateResource[]): Properties =>
  Object.fromEntries(resources.filter(({ type }) => type.includes("/coolify:")).map((one) => [nameOf(one), one.outputs]));

/** What a stack that was just made has in state, in a Coolify of its own. */
async function outputsOf(key: string): Promise<Properties> {
  const place = await Scene.open();
  await place.well(place.stack.up(wishes(key)));
  const { deployment } = await place.stack.state("--show-secrets");
  await place.close();
  return byName(deployment.resources);
}

test(
  "the state of the first release: no difference, no write, and nothing left in the end",
  async () => {
    const before = await scene.objects();
    await scene.well(scene.stack.up(wishes("key")));
    const today = await scene.stack.state("--show-secrets");
    const first = JSON.parse(readFileSync(FIRST, "utf8")) as Properties;
    const old = brought(first, byName(today.deployment.resources)) as Record<string, Properties>;
    for (const one of today.deployment.resources) if (old[nameOf(one)]) one.outputs = old[nameOf(one)];
    await scene.stack.replaceState({ version: 3, ...today });
    expect((await scene.well(scene.stack.refresh())).steps).toEqual([]);
    expect(await scene.well(scene.stack.up(wishes("key")))).toMatchObject({ steps: [], sent: [] });
    await scene.well(scene.stack.destroy());
    expect(more(before, await scene.objects())).toEqual({});
  },
  PATIENCE,
);
