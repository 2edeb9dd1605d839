import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { chosen, type Kind, type Wire } from "../../providers/coolify/kind.ts";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { fill } from "../../providers/coolify/path.ts";
import { rowsOf } from "../../providers/coolify/rows.ts";
import type { Properties } from "../../providers/coolify/values.ts";
import { keyText, kindNamed } from "../kinds/references.ts";
import { inProcess, MiniStack, type Planned } from "./miniStack.ts";
import { identityOf, openStage, type Stage } from "./stage.ts";

/** Many objects of a kind are read in one list, which must tell what their own reads tell and make nothing less sure. */
const NUMBERS = [1, 2, 3, 4, 5];
const COMPOSE = "services:\n  web:\n    image: nginx:1.27\n  postgres:\n    image: postgres:17-alpine\n";

type Outputs = (name: string) => Properties;
const many = (kind: string, inputs: (number: number, outputs: Outputs) => Properties): Planned[] =>
  NUMBERS.map((number) => ({ name: `${kind} ${number}`, kind, inputs: (outputs) => inputs(number, outputs) }));
const within = (outputs: Outputs) => ({ project: outputs("air").uuid, owner: outputs("air").owner });
const placed = (outputs: Outputs) => ({ ...within(outputs), environment: "production", server: "main" });
const inService = (number: number, outputs: Outputs) => ({ service: outputs(`Service ${number}`).uuid, owner: outputs("air").owner });

const waves: Planned[][] = [
  [{ name: "air", kind: "Project", inputs: () => ({ stamp: "air/air", name: "AIR" }) }],
  [
    ...many("Environment", (number, outputs) => ({ ...within(outputs), name: `stage-${number}`, description: `Stage ${number}` })),
    ...many("PrivateKey", (number) => ({ stamp: `air/key-${number}`, name: `key ${number}`, privateKey: keyText(`together ${number}`) })),
    ...many("Destination", (number) => ({ stamp: `air/net-${number}`, server: "second", name: `net ${number}`, network: `net-${number}` })),
  ],
  [
    ...many("Service", (number, outputs) => ({
      ...{ ...placed(outputs), stamp: `air/shop-${number}`, name: `shop ${number}`, description: "Shop" },
      ...{
        source: { type: "compose", text: COMPOSE },
        urls: { web: [`https://shop-${number}.example.com`] },
        connectToDockerNetwork: true,
      },
    })),
    ...many("Database", (number, outputs) => ({
      ...{ ...placed(outputs), stamp: `air/ledger-${number}`, name: `ledger ${number}`, description: "Ledger" },
      ...{ image: "postgres:17-alpine", engine: { type: "postgresql", user: "ledger", password: `secret-${number}` } },
      ...{ healthCheck: { intervalSeconds: 20 }, deleteData: true },
    })),
  ],
  [
    ...many("ServiceApplication", (number, outputs) => ({
      ...{ ...inService(number, outputs), container: "web", humanName: `Shop ${number}`, gzip: false, noindex: [] },
    })),
    ...many("ServiceDatabase", (number, outputs) => ({
      ...inService(number, outputs),
      container: "postgres",
      humanName: `Ledger ${number}`,
    })),
  ],
];
const together = kinds.filter(({ routes }) => routes.together);

let stage: Stage;
let stack: MiniStack;
beforeAll(async () => {
  stage = await openStage();
  stack = new MiniStack(() => inProcess(stage.environment(identityOf(stage.coolify))));
  await stack.up(...waves);
});
afterAll(() => stage.close());
beforeEach(() => void stage.requests());
afterEach(() => stage.coolify.faults.clear());

const ask = async <Answer>(method: string, path: string, body?: unknown, token = stage.coolify.tokens.admin): Promise<Answer> => {
  const headers = { authorization: `Bearer ${token}`, accept: "application/json", "content-type": "application/json" };
  const answer = await fetch(`${stage.coolify.url}/api/v1${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Answer;
};
const idOf = (name: string) => String(stack.state.get(name)?.id);
/** Requests of a refresh, with their number. */
async function counted(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const line of stage.requests()) {
    const route = line.replace(/[a-z0-9]{24}/g, "*");
    counts[route] = (counts[route] ?? 0) + 1;
  }
  return counts;
}

test("thirty-six objects are refreshed with thirteen requests: two of each sort singly, then one list", async () => {
  expect(await stack.refresh()).toEqual([]);
  expect(await counted()).toEqual({
    "GET /projects/*": 1,
    "GET /security/keys/*": 2,
    "GET /security/keys": 1,
    "GET /destinations/*": 2,
    "GET /destinations": 1,
    "GET /services/*": 2,
    "GET /services": 1,
    "GET /databases/*": 2,
    "GET /databases": 1,
  });
});

test("environments whose project nobody reads: the first singly, the others from the project", async () => {
  const driver = inProcess(stage.environment(identityOf(stage.coolify)));
  for (const number of NUMBERS) await driver.read(idOf(`Environment ${number}`), stack.outputs(`Environment ${number}`));
  await driver.stop();
  expect(await counted()).toEqual({ "GET /projects/*/*": 1, "GET /projects/*": 1 });
});

describe("a row tells what the object's own answer tells", () => {
  const tokens: [string, () => string | undefined][] = [
    ["who may read secrets", () => stage.coolify.tokens.admin],
    ["who may not", () => stage.coolify.tokens.read],
  ];
  test.each(together.flatMap((kind) => tokens.map(([who, token]) => [kind.type, who, token] as const)))(
    "%s, to one %s",
    async (type, _, token) => {
      const kind: Kind = kindNamed(type);
      const { id, outputs } = stack.state.get(`${type} 4`) ?? { id: "", outputs: {} };
      const params = { ...outputs, uuid: id };
      const [list, reading] = [kind.routes.together, kind.routes.read].map(
        (route) => route && chosen(route as never, outputs as never),
      ) as unknown as [{ method: "GET"; path: string; rows?: (answer: unknown) => Wire[] }, { method: "GET"; path: string }];
      const single = await ask<Wire>("GET", fill(reading, params), undefined, token());
      const rows = (list.rows ?? rowsOf)(await ask("GET", fill(list, params), undefined, token()));
      const row = rows.find(({ uuid }) => uuid === id);
      // The environment is taken from the project.
      const whole = { ...row, ...("environment_id" in (row ?? {}) && { environment: single.environment }) };
      for (const inputs of [outputs, {}]) expect(kind.fromWire(whole, inputs as never)).toEqual(kind.fromWire(single, inputs as never));
      expect(kind.results?.of(whole)).toEqual(kind.results?.of(single));
    },
  );
});

describe("what a list does not have", () => {
  test("is read by itself, and gone only where its own 404 is believed", async () => {
    await ask("DELETE", `/security/keys/${idOf("PrivateKey 4")}`);
    stage.requests();
    expect(await stack.refresh()).toEqual(["PrivateKey 4"]);
    expect((await counted())["GET /security/keys/*"]).toBe(3);
    await stack.up(...waves);
  });

  test("is not gone for a token of another team", async () => {
    const before = stack.state.size;
    const foreign = new MiniStack(() => inProcess(stage.environment({ COOLIFY_TOKEN: stage.coolify.tokens.rootTeam })));
    for (const [name, kept] of stack.state) if (name.startsWith("Database")) foreign.state.set(name, kept);
    await expect(foreign.refresh()).rejects.toThrow("This token belongs to");
    expect(stack.state.size).toBe(before);
  });

  test("is read by itself where the list fails, which is not asked for again", async () => {
    stage.coolify.faults.add({ action: "error", status: 500, method: "GET", path: "/api/v1/services" } as never);
    stack = Object.assign(new MiniStack(() => inProcess(stage.environment({ ...identityOf(stage.coolify), PF_PACE: "0.001" }))), {
      state: stack.state,
    });
    expect(await stack.refresh()).toEqual([]);
    expect((await counted())["GET /services/*"]).toBe(5);
  });
});

test("what was moved by hand to another environment, and to another project, is seen", async () => {
  const environment = String(stack.outputs("Environment 2").uuid);
  const { uuid: project } = await ask<Wire>("POST", "/projects", { name: "elsewhere" });
  const [other] = await ask<Wire[]>("GET", `/projects/${String(project)}/environments`);
  await ask("POST", `/databases/${idOf("Database 4")}/move`, { environment_uuid: environment });
  await ask("POST", `/services/${idOf("Service 5")}/move`, { environment_uuid: other?.uuid });
  expect((await stack.refresh()).sort()).toEqual(["Database 4", "Service 5"]);
  expect(stack.outputs("Database 4")).toMatchObject({ environment: "stage-2" });
  expect(stack.outputs("Service 5")).toMatchObject({ project });
  expect((await stack.up(...waves)).filter((line) => !line.startsWith("same")).sort()).toEqual(["update Database 4", "update Service 5"]);
  expect(await stack.refresh()).toEqual([]);
});

test("a list from before a write of this very process is not used", async () => {
  const driver = inProcess(stage.environment(identityOf(stage.coolify)));
  const read = (name: string) => driver.read(idOf(name), stack.outputs(name));
  for (const name of ["Database 1", "Database 2", "Database 3"]) await read(name);
  const olds = stack.outputs("Database 4");
  const { inputs } = await driver.check("Database", { ...(await read("Database 4")).inputs, name: "renamed" });
  await driver.update(idOf("Database 4"), olds, inputs);
  expect((await read("Database 4")).props).toMatchObject({ name: "renamed" });
  await driver.stop();
  expect(await stack.refresh()).toEqual(["Database 4"]);
});
