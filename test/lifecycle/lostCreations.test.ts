import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Kind } from "../../providers/coolify/kind.ts";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import type { Properties } from "../../providers/coolify/values.ts";
import { Lab, messageOf } from "../kinds/lab.ts";
import { listed } from "../kinds/lifecycle.ts";
import { record, type Sent, writesOf } from "../kinds/recorder.ts";
import { kindNamed } from "../kinds/references.ts";
import { variants } from "../kinds/variants.ts";
import { type Cut, dieAt } from "./cuts.ts";

/** Any request of a creation without an answer, and a process that dies after any of them: exactly one object of every kind (contract 21.7). */
const cutOf = ({ method, path }: Sent): Cut => ({ method, path: path.replace(/\b[a-z0-9]{24}\b/g, "*") });
/** What is asked of Coolify after the object is there and whole: a look at it, that is taken again by the next run. */
const isAction = ({ method, path }: Cut) => method === "POST" && path.endsWith("/validate");

function creationsOf(kind: Kind, wish = (lab: Lab): Properties => lab.inputs()): void {
  let lab: Lab;
  let cuts: Cut[] = [];
  let others: string[] = [];

  const start = async () => {
    lab = await Lab.open(kind.type);
    others = kind.routes.create && kind.adopt ? await listed(lab, (await lab.checked(wish(lab))).inputs) : [];
  };
  /** What cannot be deleted keeps what was written to it: then everything is new. */
  const away = async () => {
    if (!kind.routes.delete) return lab.close().then(start);
    await lab.stack.destroy();
    await lab.mendSurroundings();
  };
  /** What is there besides what was there before: the object, and nothing beside it. */
  const expectOne = async (cut: Cut) => {
    expect({ cut, exists: lab.exists }).toEqual({ cut, exists: true });
    if (kind.adopt && kind.routes.create)
      expect({ cut, made: (await listed(lab)).filter((id) => !others.includes(id)) }).toEqual({ cut, made: [lab.id] });
    expect({ cut, differs: (await lab.refresh()).differs }).toEqual({ cut, differs: false });
    expect({ cut, again: await lab.up(wish(lab)) }).toEqual({ cut, again: { done: "same", sent: [] } });
  };

  beforeAll(async () => {
    record();
    await start();
    const { sent } = await lab.up(wish(lab));
    cuts = writesOf(sent).map(cutOf);
  });
  afterAll(() => lab?.close());

  test("G14: the answer is lost, the same run goes on", async () => {
    expect(cuts.length).toBeGreaterThan(0);
    for (const cut of cuts) {
      await away();
      lab.stage.coolify.faults.add({ action: "drop-answer", method: cut.method, path: `/api/v1${cut.path}`, nth: 1 });
      const message = await messageOf(lab.up(wish(lab)));
      expect({ cut, fired: lab.stage.coolify.faults.list()[0]?.fired }).toEqual({ cut, fired: 1 });
      lab.stage.coolify.faults.clear();
      if (!isAction(cut)) expect({ cut, message }).toEqual({ cut, message: "went well" });
      else if (message !== "went well") await lab.up(wish(lab));
      await expectOne(cut);
    }
  });

  test("the first request is never done (502): nothing is there, the next run makes it", async () => {
    const [cut] = cuts;
    if (!cut) throw new Error("A creation that writes nothing.");
    await away();
    lab.stage.coolify.faults.add({ action: "error", status: 502, method: cut.method, path: `/api/v1${cut.path}`, nth: 1 });
    const message = await messageOf(lab.up(wish(lab)));
    // What may be sent again is; a POST is not.
    const sentence =
      /answered 502; whether Coolify did it is not known\. It is not there now\. Run the same command again: it looks for it/;
    expect(message).toMatch(cut.method === "POST" ? sentence : /^went well$/);
    lab.stage.coolify.faults.clear();
    if (cut.method === "POST") await lab.up(wish(lab));
    await expectOne(cut);
  });

  test("the process dies, state knows nothing, the next run goes on", async () => {
    for (const cut of cuts) {
      await away();
      const live = dieAt(cut);
      expect({ cut, message: await messageOf(lab.up(wish(lab))) }).toEqual({ cut, message: expect.stringMatching(/dead/) });
      live();
      lab.stack.state.clear();
      expect({ cut, message: await messageOf(lab.up(wish(lab))) }).toEqual({ cut, message: "went well" });
      await expectOne(cut);
    }
  });
}

describe.each(kinds.map((kind) => [kind.type, kind] as const))("%s", (_, kind) => creationsOf(kind));

const applications = Object.entries(variants.Application ?? {});
describe.each(applications)("Application %s", (_, inputs) => creationsOf(kindNamed("Application"), (lab) => lab.filled(inputs)));
