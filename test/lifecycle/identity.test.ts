import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import type { Properties } from "../../providers/coolify/values.ts";
import { Lab } from "../kinds/lab.ts";
import { record, writesOf } from "../kinds/recorder.ts";
import { air } from "./fleet.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { openStage, type Stage, world } from "./stage.ts";

/** Who may not touch the stack: every run stops with a sentence that says why, and changes nothing, at Coolify or in state. */
let stage: Stage;
let another: Stage;
let stack: MiniStack;
let more: Record<string, string | undefined> = {};

beforeAll(async () => {
  stage = await openStage();
  const teams = world.teams?.map((team) => ({ ...team, created_at: "2020-02-02T02:02:02.000000Z" }));
  another = await openStage({}, { teams });
  stack = new MiniStack(() => inProcess(stage.environment(more)));
  await stack.up(...air());
});
afterAll(() => Promise.all([stage.close(), another.close()]));
afterEach(() => {
  more = {};
});

const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => "went well",
    (error: Error) => error.message,
  );
/** State, without what a deletion forgets because it goes with something else. */
const kept = () =>
  [...stack.state]
    .filter(([, { planned }]) => !planned.deletedWith)
    .map(([name, { id, outputs }]) => ({ name, id, outputs: { ...outputs } }));
const token = (name: string) => ({ COOLIFY_TOKEN: stage.coolify.tokens[name] });
const byRootTeam = (path: string) =>
  fetch(`${stage.coolify.url}/api/v1/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${stage.coolify.tokens.rootTeam}`, accept: "application/json" },
  });

const NEW: Planned = { name: "new", kind: "Project", inputs: () => ({ stamp: "air/new", name: "New" }) };
const renamed = { applications: { "air-app-dev": { name: "air-app-develop" } } };
const variable = { variables: { "air-app-dev": { NEW: { value: "new" } } } };

/** Everything that a run may do with what is there. What makes new objects is refused where the token is no good at all. */
const runs = {
  refresh: () => stack.refresh(),
  "a change": () => stack.up(...air(renamed)),
  "a change of variables": () => stack.up(...air(variable)),
  "a destroy": () => stack.destroy(),
};
const creation = { "a creation": () => stack.up(...air(), [NEW]) };

interface Refusal {
  sentence: RegExp;
  environment: () => Record<string, string | undefined>;
  begin?: () => unknown;
  end?: () => unknown;
  works: Record<string, () => Promise<unknown>>;
}

const all = { ...runs, ...creation };
const { refresh: _, ...writing } = all;

const refusals: Record<string, Refusal> = {
  "an expired token": {
    sentence: /answered 401[\s\S]*The token is wrong, revoked or expired/,
    environment: () => token("expired"),
    works: all,
  },
  "a wrong token": {
    sentence: /answered 401[\s\S]*The token is wrong, revoked or expired/,
    environment: () => ({ COOLIFY_TOKEN: "1|wrong" }),
    works: all,
  },
  "a plain member's token": {
    sentence: /answered 403: Missing required team role\.[\s\S]*plain member of the team: use a token of an admin or owner/,
    environment: () => token("member"),
    works: all,
  },
  "a token that may not read": {
    sentence:
      /answered 403: Missing required permissions: read[\s\S]*The token lacks an ability. The program needs read, write, deploy and read:sensitive/,
    environment: () => token("write"),
    works: all,
  },
  "a token that may not write": {
    sentence: /answered 403: Missing required permissions: write[\s\S]*The token lacks an ability/,
    environment: () => token("read"),
    works: writing,
  },
  "a token that may not deploy": {
    sentence: /answered 403: Missing required permissions: deploy[\s\S]*The token lacks an ability/,
    environment: () => token("noDeploy"),
    works: { "a deployment": () => stack.up(...air({ fingerprint: "2" })) },
  },
  "an API that is switched off": {
    sentence: /answered 403: API is disabled\.[\s\S]*Switch the API on in Coolify/,
    environment: () => ({}),
    begin: () => byRootTeam("disable"),
    end: () => byRootTeam("enable"),
    works: all,
  },
  "an address that is not let in": {
    sentence: /answered 403: You are not allowed to access the API\.[\s\S]*not in Coolify's list of allowed addresses/,
    environment: () => ({}),
    begin: () => stage.coolify.control("allowed-ips", { value: "198.51.100.7" }),
    end: () => stage.coolify.control("allowed-ips", { value: null }),
    works: all,
  },
};

describe.each(Object.entries(refusals))("%s", (_, { sentence, environment, begin, end, works }) => {
  test.each(Object.entries(works))("%s", async (_, work) => {
    await begin?.();
    more = environment();
    const before = kept();
    stage.answered();
    const message = await messageOf(work());
    const done = stage.answered().filter((line) => !line.startsWith("GET") && / 2\d\d$/.test(line));
    await end?.();
    expect(message).toMatch(sentence);
    expect(stage.home.lines("failures").at(-1)?.code).toBe(3);
    expect(done).toEqual([]);
    expect(kept()).toEqual(before);
  });
});

/** Whose objects nobody may believe to be gone. */
const strangers: Record<string, { environment: () => Record<string, string | undefined>; sentence: RegExp; where: () => Stage }> = {
  "a token of another team": {
    environment: () => token("otherTeam"),
    sentence: /This token belongs to team "Other" \(2\); the stack lives in team 1\. Use a token of that team\. Nothing was changed\./,
    where: () => stage,
  },
  "another Coolify whose team has the same number": {
    environment: () => ({ COOLIFY_BASE_URL: another.coolify.url, COOLIFY_TOKEN: another.coolify.tokens.admin }),
    sentence: /This token belongs to team "PF-Core" \(1\); the stack lives in another Coolify with a team of the same number/,
    where: () => another,
  },
};

describe.each(Object.entries(strangers))("%s", (_, { environment, sentence, where }) => {
  test.each(Object.entries(runs))("%s", async (_, work) => {
    more = environment();
    const before = kept();
    where().requests();
    expect(await messageOf(work())).toMatch(sentence);
    expect(stage.home.lines("failures").at(-1)?.code).toBe(3);
    expect(
      where()
        .requests()
        .filter((line) => !line.startsWith("GET")),
    ).toEqual([]);
    expect(kept()).toEqual(before);
  });
});

test("a team's shared variables are not read with a token of another team", async () => {
  const set: Planned = {
    name: "set",
    kind: "SharedVariables",
    inputs: () => ({ scope: { type: "team" }, variables: { SHARED: { value: "ours" } } }),
  };
  const shared = new MiniStack(() => inProcess(stage.environment(more)));
  await shared.up([set]);
  const before = { ...shared.outputs("set") };
  more = token("otherTeam");
  expect(await messageOf(shared.refresh())).toMatch(/This token belongs to team "Other" \(2\); the stack lives in team 1/);
  expect(shared.outputs("set")).toEqual(before);
});

describe.each(kinds.map((kind) => [kind.type] as const))("%s", (type) => {
  let lab: Lab;
  let outputs: Properties;
  beforeAll(async () => {
    record();
    lab = await Lab.open(type);
    await lab.up();
    outputs = lab.outputs;
    lab.takeSent();
  });
  afterAll(() => lab?.close());
  const asking = async <Result>(name: string, work: (driver: ReturnType<typeof inProcess>) => Promise<Result>) => {
    const driver = inProcess(lab.stage.environment({ COOLIFY_TOKEN: lab.stage.coolify.tokens[name] }));
    return work(driver).finally(() => driver.stop());
  };

  test("is neither read, changed nor deleted with a token of another team", async () => {
    const refusal = /This token belongs to team "Other" \(2\); the stack lives in team 1/;
    expect(await messageOf(asking("otherTeam", (driver) => driver.read(lab.id, outputs)))).toMatch(refusal);
    expect(await messageOf(asking("otherTeam", (driver) => driver.delete(lab.id, outputs)))).toMatch(refusal);
    const { __provider, ...inputs } = outputs;
    expect(
      await messageOf(
        asking("otherTeam", (driver) => driver.update(lab.id, { ...outputs, unfinished: ["#after"] }, { ...inputs, __provider })),
      ),
    ).toMatch(refusal);
    expect(writesOf(lab.takeSent())).toEqual([]);
  });

  test("keeps its secrets in state and shows no change where the token may not read them", async () => {
    const { id, props } = await asking("noSensitive", (driver) => driver.read(lab.id, outputs));
    expect(id).toBe(lab.id);
    expect(props).toEqual(await asking("admin", (driver) => driver.read(lab.id, outputs)).then((read) => read.props));
    const wanted = (await lab.checked(lab.inputs())).inputs;
    expect(
      await asking("noSensitive", (driver) => driver.diff(lab.id, props ?? {}, { ...wanted, __provider: outputs.__provider })),
    ).toMatchObject({ changes: false });
  });
});
