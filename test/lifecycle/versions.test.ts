import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../providers/coolify/values.ts";
import { Lab } from "../kinds/lab.ts";
import { record, writesOf } from "../kinds/recorder.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { openStage, type Stage } from "./stage.ts";

/** What an older Coolify lacks is said before the first write, in a preview where state knows the version. */
const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => "went well",
    (error: Error) => error.message,
  );

describe("the floor", () => {
  let stage: Stage;
  let stack: MiniStack;
  const project = (name: string): Planned => ({ name: "p", kind: "Project", inputs: () => ({ stamp: "air/p", name }) });
  const writes = () => stage.requests().filter((line) => !line.startsWith("GET"));

  beforeAll(async () => {
    stage = await openStage();
    stack = new MiniStack(() => inProcess(stage.environment()));
  });
  afterAll(() => stage.close());
  afterEach(() => void stage.coolify.settings({ version: "4.3.11" }));

  test("is 4.3.0, which will do", async () => {
    stage.coolify.settings({ version: "4.3.0" });
    await stack.up([project("First")]);
    expect(stack.outputs("p").owner).toMatchObject({ version: "4.3.0" });
    expect(await stack.refresh()).toEqual([]);
  });

  test.each(["4.2.9", "4.0.0-beta.420", "3.12.36", "nightly"])("%s is refused before anything is written", async (version) => {
    stage.coolify.settings({ version });
    writes();
    const refusal = `This Coolify has version ${version}; the program needs 4.3.0 or newer. Update Coolify first.`;
    expect(await messageOf(new MiniStack(() => inProcess(stage.environment())).up([project("New")]))).toContain(refusal);
    expect(await messageOf(stack.up([project("Second")]))).toContain(refusal);
    expect(await messageOf(stack.destroy())).toContain(refusal);
    expect(stage.home.lines("failures").at(-1)?.code).toBe(4);
    expect(writes()).toEqual([]);
    expect(stack.state.has("p")).toBe(true);
  });
});

interface Young {
  field: string;
  since: string;
  old: string;
  /** Inputs that ask for the field, and the same without. */
  asking: Properties;
  without: Properties;
}

const email = { type: "email" };
const young: [string, Young][] = [
  [
    "NotificationChannel",
    {
      field: "channel.smtpEhloDomain",
      since: "4.3.10",
      old: "4.3.9",
      asking: { channel: { ...email, smtpEhloDomain: "coolify.example.com" } },
      without: { channel: email },
    },
  ],
  [
    "NotificationChannel",
    {
      field: "channel.smtpEhloDomain",
      since: "4.3.10",
      old: "4.3.9",
      asking: { channel: { ...email, smtpEhloDomain: null } },
      without: { channel: email },
    },
  ],
  [
    "ServiceApplication",
    { field: "forceHttps", since: "4.3.8", old: "4.3.7", asking: { forceHttps: false }, without: { forceHttps: undefined } },
  ],
];

describe.each(young)("%s, a field that came later", (type, { field, since, old, asking, without }) => {
  let lab: Lab;
  const sentence = `${field} needs Coolify ${since}; this one has ${old}. Update Coolify and run \`pf refresh\`, or leave the field out`;
  const setVersion = (version: string) => void lab.stage.coolify.settings({ version });
  /** A process that finds out for itself whom it talks to. */
  const asked = async <Result>(work: (driver: ReturnType<typeof inProcess>) => Promise<Result>) => {
    const driver = inProcess(lab.stage.environment());
    return work(driver).finally(() => driver.stop());
  };
  const inputs = (more: Properties) => {
    const all = { ...lab.inputs(), ...more };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  };
  const checkedBy = (driver: ReturnType<typeof inProcess>, more: Properties) => driver.check(type, inputs(more));

  beforeAll(async () => {
    record();
    lab = await Lab.open(type);
  });
  afterAll(() => lab?.close());
  beforeEach(() => {
    setVersion(old);
    lab.takeSent();
  });

  /** Without the owner of a parent, which knows the version: nothing does. */
  const created = async (more: Properties) =>
    asked(async (driver) => {
      const { inputs: news } = await checkedBy(driver, { ...more, owner: undefined });
      return driver.create(news);
    });

  test("is refused before the first write where nothing knows the version", async () => {
    expect(await messageOf(created(asking))).toContain(sentence);
    expect(writesOf(lab.takeSent())).toEqual([]);
  });

  test("is refused by check where the parent tells the version", async () => {
    const { owner } = lab.inputs() as { owner?: Properties };
    if (!owner) return expect(lab.kind.parents).toBeUndefined();
    const { failures } = await asked((driver) => checkedBy(driver, { ...asking, owner: { ...owner, version: old } }));
    expect(failures.map(({ property, reason }) => `${property} ${reason}`)).toEqual([sentence]);
    expect(lab.takeSent()).toEqual([]);
  });

  test("left out it is no matter, and a preview refuses it where state knows the version", async () => {
    const { id, outs } = await created(without);
    expect((outs.owner as Properties).version).toBe(old);
    const refusal = await asked(async (driver) => {
      const { inputs: news } = await checkedBy(driver, { ...asking, owner: undefined });
      lab.takeSent();
      return messageOf(driver.diff(id, outs, news));
    });
    expect(refusal).toContain(sentence);
    expect(lab.takeSent()).toEqual([]);
  });

  test("after an update of Coolify a refresh lets it through", async () => {
    const { id, outs } = await created(without);
    setVersion("4.3.11");
    await asked(async (driver) => {
      const { props = {} } = await driver.read(id, outs);
      const { inputs: news, failures } = await checkedBy(driver, { ...asking, owner: lab.inputs().owner });
      expect(failures).toEqual([]);
      expect((props.owner as Properties).version).toBe("4.3.11");
      const { changes } = await driver.diff(id, props, news);
      // What was never there is cleared already.
      expect(changes).toBe(!JSON.stringify(asking).includes("null"));
      await driver.update(id, props, news);
    });
  });
});
