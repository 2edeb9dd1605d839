import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Kind } from "../../providers/coolify/kind.ts";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { type Answer, Transport } from "../../providers/coolify/transport.ts";
import { at, type Properties } from "../../providers/coolify/values.ts";
import { Lab } from "../kinds/lab.ts";
import { fieldsOf, variantsOf } from "../kinds/leaves.ts";
import { record } from "../kinds/recorder.ts";
import { withAt } from "../kinds/references.ts";
import { variants } from "../kinds/variants.ts";
import { type Driver, inProcess } from "./miniStack.ts";

/** What a person is told when Coolify refuses: which object, what was asked, what Coolify said, what to do; never a secret, never a stack. */
interface Failure {
  status: number;
  message: string;
  /** Whether what is wrong is told by field. */
  fields?: boolean;
}

const FAILURES: Failure[] = [
  { status: 400, message: "Invalid request." },
  { status: 401, message: "Unauthenticated." },
  { status: 403, message: "Missing required permissions: write" },
  { status: 404, message: "It is not there." },
  { status: 409, message: "It is there already." },
  { status: 422, message: "Validation failed.", fields: true },
];

interface Told {
  message: string;
  stack: string;
  /** The refused request. */
  asked: string;
}

const CANARY = "Canary7f3aB";

/** The inputs with a text of its own in every secret field that takes one, and all texts of secret fields. */
async function withCanaries(lab: Lab, given: Properties): Promise<{ inputs: Properties; secrets: string[] }> {
  let inputs = given;
  const paths = fieldsOf(lab.kind.input, given)
    .filter(({ peeled }) => peeled.meta.secret)
    .map(({ path: place }) => place);
  for (const place of paths) {
    const value = at(inputs, place);
    if (typeof value !== "string") continue;
    const marked = withAt(inputs, place, `${value.trimEnd()}${CANARY}`);
    if ((await lab.checked(marked)).faults.length === 0) inputs = marked;
  }
  const texts = paths.map((place) => at(inputs, place)).filter((value) => typeof value === "string");
  return { inputs, secrets: texts.flatMap((text) => [text, ...text.split("\n")].filter((line) => line.length >= 8)) };
}

/** Everything that a kind may be given, as far as one example and the other options of its unions show it. */
async function setsOf(lab: Lab): Promise<Properties[]> {
  const { type, input, example } = lab.kind;
  const options = variantsOf(input, example).map(({ path: place, value }) => withAt(example, place, value));
  const all = [...Object.values(variants[type] ?? {}), ...options].map((inputs) => lab.filled(inputs));
  const legal = await Promise.all(all.map(async (inputs) => ((await lab.checked(inputs)).faults.length === 0 ? [inputs] : [])));
  return [lab.inputs(), ...legal.flat()];
}

/** Coolify refuses the first write, and repeats in its words whatever it was given. */
async function refused(lab: Lab, work: (driver: Driver) => Promise<unknown>, failure: Failure, secrets: string[]): Promise<Told> {
  const { send } = Transport.prototype;
  let asked = "";
  Transport.prototype.send = async function (this: Transport, ...given): Promise<Answer> {
    const [method, where] = given;
    if (method === "GET") return send.apply(this, given);
    asked = `${method} ${where.split("?")[0]}`;
    const wrong = `The value ${secrets.join(" and ")} will not do.`;
    const json = {
      message: failure.message,
      ...(failure.fields && { errors: { somewhere: [wrong] } }),
      ...(!failure.fields && { error: wrong }),
    };
    return { status: failure.status, json, text: JSON.stringify(json), isJson: true, headers: { "content-type": "application/json" } };
  };
  const driver = inProcess(lab.stage.environment());
  try {
    await work(driver);
    return { message: "went well", stack: "", asked };
  } catch (error) {
    const { message, stack = "" } = error as Error;
    return { message, stack, asked };
  } finally {
    Transport.prototype.send = send;
    await driver.stop();
  }
}

/** Everything that was written down for the program that started the run. */
function reported(lab: Lab): string {
  const folder = lab.stage.home.environment.PF_RUN;
  return existsSync(folder)
    ? readdirSync(folder)
        .map((file) => readFileSync(path.join(folder, file), "utf8"))
        .join("\n")
    : "";
}

function errorsOf(kind: Kind): void {
  let lab: Lab;
  let sets: { inputs: Properties; secrets: string[] }[] = [];
  beforeAll(async () => {
    record();
    lab = await Lab.open(kind.type);
    sets = await Promise.all((await setsOf(lab)).map((inputs) => withCanaries(lab, inputs)));
  });
  afterAll(() => lab?.close());

  const expectTold = ({ message, stack, asked }: Told, failure: Failure, inputs: Properties, secrets: string[]) => {
    expect(message).toContain(`(coolify:${kind.type}): ${asked} answered ${failure.status}: ${failure.message}`);
    if (inputs.name !== undefined) expect(message.startsWith(`${inputs.name} `)).toBe(true);
    if (failure.fields) expect(message).toMatch(/\n {2}somewhere: The value .* will not do\./s);
    if (failure.status !== 400 && failure.status !== 409) expect(message).toMatch(/\n {2}→ .+/);
    // The SDK's host prints stacks of some verbs, so the stack is the message.
    expect(stack).toBe(message);
    const told = `${message}\n${reported(lab)}`;
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
    expect(told).not.toContain(String(lab.stage.coolify.tokens.admin).split("|")[1]);
    expect(reported(lab)).toContain(JSON.stringify(`(coolify:${kind.type})`).slice(1, -1));
  };

  test.each(FAILURES)("a creation: $status", async (failure) => {
    for (const { inputs, secrets } of sets) {
      const work = async (driver: Driver) => driver.create((await driver.check(kind.type, inputs)).inputs);
      expectTold(await refused(lab, work, failure, secrets), failure, inputs, secrets);
    }
  });

  test.each(FAILURES)("a change and a deletion: $status", async (failure) => {
    if (!lab.exists) await lab.up();
    const { id, outputs } = lab;
    const { inputs, secrets } = await withCanaries(lab, lab.inputs());
    const [key] = Object.keys(kind.toWire(outputs as never));
    const change = async (driver: Driver) => {
      const { inputs: news } = await driver.check(kind.type, inputs);
      return driver.update(id, { ...outputs, unfinished: [key] }, news);
    };
    if (kind.routes.update) expectTold(await refused(lab, change, failure, secrets), failure, inputs, secrets);
    const known = { ...outputs, ...inputs };
    const told = await refused(lab, (driver) => driver.delete(id, known), failure, secrets);
    // What is not there is deleted; what has no deletion is left.
    if (failure.status === 404 || told.asked === "") expect(told.message).toBe("went well");
    else expectTold(told, failure, inputs, secrets);
  });

  test("values that are refused before anything is sent are not repeated either", async () => {
    for (const { inputs } of sets) {
      const secret = fieldsOf(kind.input, inputs).filter(({ peeled }) => peeled.meta.secret);
      const wrong = secret.reduce((all, { path: place }) => withAt(all, place, `\u0000${CANARY} ${CANARY}`), inputs);
      const { faults } = await lab.checked(wrong);
      expect(faults.filter((fault) => fault.includes(CANARY))).toEqual([]);
    }
  });
}

test("secrets are among what is tried", async () => {
  const secretive = kinds.filter(({ input, example }) => fieldsOf(input, example).some(({ peeled }) => peeled.meta.secret));
  expect(secretive.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["PrivateKey", "CloudToken", "S3Storage", "Database", "NotificationChannel", "Application"]),
  );
});

describe.each(kinds.map((kind) => [kind.type, kind] as const))("%s", (_, kind) => errorsOf(kind));
