import type { Connection, Connections } from "../connection.ts";
import { settled } from "../engine/check.ts";
import type { Verbs } from "../engine/provider.ts";
import { EXIT, isCoolifyError, UserError } from "../errors.ts";
import type { Owner } from "../fields.ts";
import type { SecretValues } from "../secretValues.ts";
import { UNKNOWN } from "../unknown.ts";
import { isSame, only, type Properties } from "../values.ts";
import { diffOf } from "./difference.ts";
import { imageOf, logTail } from "./log.ts";
import { cancelOrphans } from "./orphans.ts";
import { type Address, whyUnreachable } from "./reachable.ts";
import type { DeploymentRow } from "./rows.ts";
import { deployCommit, isCommit, runningDeployment } from "./running.ts";
import { deploymentShape } from "./shape.ts";

interface Inputs extends Address {
  application: string;
  name: string;
  fingerprint: string;
  owner?: Owner;
  source?: string;
  release?: string;
  firstDeployment?: boolean;
}

const inputsOf = (properties: Properties) => properties as unknown as Inputs;

function failed(row: DeploymentRow, application: string, values: SecretValues): UserError {
  const lines = logTail(row.wire).map((line) => `  | ${values.cleaned(application, line)}`);
  const what = row.status === "cancelled-by-user" ? "was cancelled" : `ended as "${row.status}"`;
  return new UserError([`The deployment ${what}. The version that ran before keeps running.`, ...lines].join("\n"), EXIT.failed);
}

/** What a run leaves; another run leaves something else. */
const RESULTS = ["deploymentUuid", "commit", "image", "status", "finishedAt"] as const;

const resultsOf = (row: DeploymentRow, { source }: Inputs): Properties => ({
  deploymentUuid: row.uuid,
  commit: row.commit,
  image: source === "dockerImage" ? imageOf(row.wire) : undefined,
  status: row.status,
  finishedAt: row.finishedAt,
});

/** An application that nobody has deployed yet. */
const NOTHING: Properties = { deploymentUuid: "", commit: "", image: undefined, status: "none", finishedAt: "" };

/** Asks for a deployment. @param former one that is known to be older @returns its uuid */
type Start = (former: string | undefined) => Promise<string>;

/** Follows it to its end. One on which nobody works is cancelled and asked for once more (contract 21.4). */
async function untilEnded(connection: Connection, start: Start, former: string | undefined, tell: (status: string) => void) {
  const { client, follower } = connection;
  const uuid = await start(former);
  const { row, orphans } = await follower.follow(uuid, tell);
  if (orphans.length === 0) return row;
  await cancelOrphans(client, orphans);
  const again = orphans.some((orphan) => orphan.uuid === uuid) ? await start(uuid) : uuid;
  return (await follower.follow(again, tell, false)).row;
}

/** Deploys, waits for the end, and sees the application answer. */
async function run(connection: Connection, inputs: Inputs, values: SecretValues, start: Start, former?: string): Promise<Properties> {
  const { application, name, url } = inputs;
  const tell = (status: string, more: { commit?: string; reason?: string } = {}) =>
    connection.report.progress({ kind: "deployment", application: name, status, url, ...more });
  const row = await untilEnded(connection, start, former, (status) => tell(status));
  const { commit } = row;
  if (row.status !== "finished") {
    const error = failed(row, application, values);
    tell(row.status, { commit, reason: error.message });
    throw error;
  }
  if (url) {
    tell("checking", { commit });
    const reason = await whyUnreachable(connection, inputs, (text) => values.cleaned(application, text));
    tell(reason ? "unhealthy" : "healthy", { commit, reason });
    if (reason) throw new UserError(`It is deployed (${commit}) but not well: ${reason}.`, EXIT.failed);
  }
  return resultsOf(row, inputs);
}

/** The pin, or the head of the branch. */
const newest =
  ({ starter }: Connection, { application, source }: Inputs): Start =>
  (former) =>
    starter.start(application, source === "dockerImage", former);

/** First of all: nothing is deployed that somebody else has to decide on, but what runs is known. */
async function first(connection: Connection, inputs: Inputs, values: SecretValues): Promise<Properties> {
  if (inputs.firstDeployment !== false) return run(connection, inputs, values, newest(connection, inputs));
  // What this very process made has no deployments yet (decision 17).
  if (connection.created.has(inputs.application)) return NOTHING;
  const row = await runningDeployment(connection.client, inputs.application);
  return row ? resultsOf(row, inputs) : NOTHING;
}

/** Whether another release was decided on. State that is older than this field does not know of one, which decides nothing. */
const isAnother = (olds: Properties, { release }: { release?: unknown }) => olds.release !== undefined && !isSame(olds.release, release);

/** Without another release the commit stays that runs (decision 22). */
async function next(connection: Connection, olds: Properties, inputs: Inputs, values: SecretValues): Promise<Properties> {
  const { application, release, source, firstDeployment } = inputs;
  const former = String(olds.deploymentUuid ?? "") || undefined;
  const head = () => run(connection, inputs, values, newest(connection, inputs), former);
  if (release === undefined || isAnother(olds, inputs)) return head();
  // State is too old to know; what is pinned is what was decided, whatever it was before.
  if (olds.release === undefined && isCommit(release)) return head();
  const running = await runningDeployment(connection.client, application);
  if (!running) return firstDeployment === false ? NOTHING : head();
  if (source === "dockerImage" || !isCommit(running.commit)) return head();
  return run(connection, inputs, values, (before) => deployCommit(connection, application, running.commit, before), former);
}

/**
 * Nobody has deployed it, and nobody has decided that it is to be: whatever it would be built from, there is nothing to do. A preview,
 * which asks nothing, must know that as well as the run; so what somebody has deployed by hand meanwhile is learned by a refresh.
 */
const waits = (olds: Properties, news: Properties) =>
  olds.status === NOTHING.status && news.firstDeployment === false && isSame(olds.release, news.release);

/** Whether the change asks for a new run; another address or path alone does not. */
const isDue = (olds: Properties, news: Properties) => {
  if (!isSame(olds.application, news.application)) return true;
  if (waits(olds, news)) return false;
  return !isSame(olds.fingerprint, news.fingerprint) || isAnother(olds, news) || olds.status === NOTHING.status;
};

function predict(olds: Properties, news: Properties): Properties {
  const told = RESULTS.filter((key) => key !== "image" || news.source === "dockerImage");
  const results = isDue(olds, news) ? Object.fromEntries(told.map((key) => [key, UNKNOWN])) : only(olds, RESULTS);
  return { ...news, owner: olds.owner, ...results };
}

/** Whether somebody has deployed by hand what waits for its first deployment. That its application is gone, the application tells. */
async function learned(connection: Connection, props: Properties): Promise<Properties> {
  try {
    const row = await runningDeployment(connection.client, inputsOf(props).application);
    return row ? { ...props, ...resultsOf(row, inputsOf(props)) } : props;
  } catch (error) {
    if (isCoolifyError(error, { status: 404 })) return props;
    throw error;
  }
}

/** A deployment is something that happened: it is not read again, and deleting it only forgets it. */
export function deploymentVerbs(connections: Connections, values: SecretValues): Verbs {
  const of = (properties: Properties) => connections.of(properties.coolify as string | undefined);
  return {
    diff: (olds, news) => diffOf(deploymentShape, "application", olds, news, waits(olds, news) ? ["fingerprint"] : []),
    create: async (properties) => {
      const connection = of(properties);
      const owner = await connection.verify(inputsOf(properties).owner);
      const result = await first(connection, inputsOf(properties), values);
      return { id: inputsOf(properties).application, outs: { ...properties, owner, ...result } };
    },
    update: async (_, olds, news) => {
      const kept = only(olds, ["owner", ...RESULTS]);
      if (!isDue(olds, news)) return { outs: { ...news, ...kept } };
      const connection = of(news);
      const owner = await connection.verify(olds.owner as Owner | undefined);
      const result = await next(connection, olds, inputsOf(news), values);
      return { outs: { ...news, owner, ...result } };
    },
    read: async (id, props) => {
      const known = props.status === NOTHING.status ? await learned(of(props), props) : props;
      return { id, inputs: settled(deploymentShape, known), props: known };
    },
    delete: async () => undefined,
    predict: (_, olds, news) => predict(olds, news),
  };
}
