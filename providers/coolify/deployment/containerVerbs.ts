import type { Connection, Connections } from "../connection.ts";
import { settled } from "../engine/check.ts";
import { requireGone } from "../engine/missing.ts";
import type { Verbs } from "../engine/provider.ts";
import type { Read } from "../engine/read.ts";
import { EXIT, UserError } from "../errors.ts";
import type { Owner } from "../fields.ts";
import { get } from "../kind.ts";
import type { SecretValues } from "../secretValues.ts";
import type { ResourceShape } from "../shape.ts";
import { UNKNOWN } from "../unknown.ts";
import { isSame, only, type Properties } from "../values.ts";
import { containerTail } from "./containerLog.ts";
import { databaseDeploymentShape, serviceDeploymentShape } from "./containerShape.ts";
import type { Noun, Standing } from "./containers.ts";
import { diffOf } from "./difference.ts";
import { NotRunning } from "./notRunning.ts";
import { type Address, whyUnreachable } from "./reachable.ts";

interface Inputs extends Address {
  name: string;
  restart?: boolean;
}

/** What a run leaves; another run leaves something else. */
const RESULTS = ["status", "finishedAt"] as const;

/** A service takes up a change while it runs; a database has to be restarted for it (contract 12.2, 13.2). */
function start({ launcher, created }: Connection, noun: Noun, uuid: string, isRestart: boolean): Promise<Standing | undefined> {
  const wanted = { uuid, isNew: created.has(uuid) };
  if (isRestart) return launcher.act(noun, "restart", wanted);
  return noun === "service" ? launcher.apply(wanted) : launcher.act(noun, "start", wanted);
}

/** Starts it, waits until it runs, and sees it answer. */
async function run(
  connection: Connection,
  noun: Noun,
  properties: Properties,
  values: SecretValues,
  isRestart: boolean,
): Promise<Properties> {
  const uuid = String(properties[noun]);
  const inputs = properties as unknown as Inputs;
  const tell = (status: string, reason?: string) =>
    connection.report.progress({ kind: "deployment", application: inputs.name, status, url: inputs.url, ...(reason && { reason }) });
  tell("in_progress");
  try {
    const before = await start(connection, noun, uuid, isRestart);
    const { status } = await connection.launcher[noun].untilRunning(uuid, before);
    if (inputs.url) tell("checking");
    const reason = await whyUnreachable(connection, inputs, (text) => values.cleaned(uuid, text));
    if (reason) throw new UserError(`It runs (${status}) but is not well: ${reason}.`, EXIT.failed);
    tell(inputs.url ? "healthy" : "finished");
    return { status, finishedAt: new Date(connection.client.serverNow()).toISOString() };
  } catch (error) {
    const lines = error instanceof NotRunning ? await containerTail(connection, noun, error.standing, values) : [];
    const failure =
      lines.length > 0 ? new UserError([(error as Error).message, ...lines].join("\n"), (error as NotRunning).exitCode) : error;
    tell("failed", failure instanceof Error ? failure.message : undefined);
    throw failure;
  }
}

const isDue = (noun: Noun, olds: Properties, news: Properties) =>
  ["fingerprint", "files", noun].some((key) => !isSame(olds[key], news[key]));

/** Whether all containers must stop first. Docker makes none anew because a file that it has mounted reads otherwise. */
const restarts = (noun: Noun, olds: Properties, news: Properties) =>
  noun === "database" || news.restart === true || !isSame(olds.files, news.files);

/** Believed as long as what was started is there: whether it runs now is no matter of the program. One list tells of all. */
async function read(shape: ResourceShape, noun: Noun, connection: Connection, id: string, props: Properties): Promise<Read> {
  const isThere = (await connection.lists.current(get(`/${noun}s`))).some(({ uuid }) => uuid === id);
  if (!isThere) {
    await requireGone(connection, { [noun]: get(`/${noun}s/{${noun}}`) }, props, `${id} deployment`);
    if (connection.missing.has(id)) return { id: "" };
  }
  return { id, inputs: settled(shape, props), props };
}

/** The verbs of one that is started as a whole: deleting it only forgets it, since it goes with what it started. */
function verbsOf(shape: ResourceShape, noun: Noun, connections: Connections, values: SecretValues): Verbs {
  const of = (properties: Properties) => connections.of(properties.coolify as string | undefined);
  return {
    diff: (olds, news) => diffOf(shape, noun, olds, news),
    create: async (properties) => {
      const connection = of(properties);
      const owner = await connection.verify(properties.owner as Owner | undefined);
      const result = await run(connection, noun, properties, values, false);
      return { id: String(properties[noun]), outs: { ...properties, owner, ...result } };
    },
    update: async (_, olds, news) => {
      if (!isDue(noun, olds, news)) return { outs: { ...news, ...only(olds, ["owner", ...RESULTS]) } };
      const connection = of(news);
      const owner = await connection.verify(olds.owner as Owner | undefined);
      const result = await run(connection, noun, news, values, restarts(noun, olds, news));
      return { outs: { ...news, owner, ...result } };
    },
    read: (id, props) => read(shape, noun, of(props), id, props),
    delete: async () => undefined,
    predict: (_, olds, news) => {
      const results = isDue(noun, olds, news) ? Object.fromEntries(RESULTS.map((key) => [key, UNKNOWN])) : only(olds, RESULTS);
      return { ...news, owner: olds.owner, ...results };
    },
  };
}

/** Services and databases start in the same way; what differs is what is asked for. */
export const containerDeployments = (connections: Connections, values: SecretValues): [ResourceShape, Verbs][] => [
  [serviceDeploymentShape, verbsOf(serviceDeploymentShape, "service", connections, values)],
  [databaseDeploymentShape, verbsOf(databaseDeploymentShape, "database", connections, values)],
];
