import type { Connection, Connections } from "../connection.ts";
import { type Diff, leavingParents } from "../engine/diff.ts";
import type { Verbs } from "../engine/provider.ts";
import { EXIT, UserError } from "../errors.ts";
import type { Owner } from "../fields.ts";
import type { SecretValues } from "../secretValues.ts";
import { hasUnknown, UNKNOWN } from "../unknown.ts";
import { changedKeys, isSame, only, type Properties } from "../values.ts";
import { whyUnhealthy } from "./health.ts";
import { logTail } from "./log.ts";
import type { DeploymentRow } from "./rows.ts";
import { deploymentShape } from "./shape.ts";

interface Inputs {
  application: string;
  name: string;
  fingerprint: string;
  owner?: Owner;
  url?: string;
  healthCheckPath?: string;
  source?: string;
}

const inputsOf = (properties: Properties) => properties as unknown as Inputs;

function failed(row: DeploymentRow, application: string, values: SecretValues): UserError {
  const lines = logTail(row.wire).map((line) => `  | ${values.cleaned(application, line)}`);
  const what = row.status === "cancelled-by-user" ? "was cancelled" : `ended as "${row.status}"`;
  return new UserError([`The deployment ${what}. The version that ran before keeps running.`, ...lines].join("\n"), EXIT.failed);
}

/** Deploys, waits for the end, and sees the application answer. */
async function run(connection: Connection, inputs: Inputs, values: SecretValues, former?: string): Promise<Properties> {
  const { application, name, url } = inputs;
  const { report } = connection;
  const tell = (status: string, more: { commit?: string; reason?: string } = {}) =>
    report.progress({ kind: "deployment", application: name, status, url, ...more });
  const uuid = await connection.starter.start(application, inputs.source === "dockerImage", former);
  const row = await connection.follower.follow(uuid, (status) => tell(status));
  if (row.status !== "finished") {
    const error = failed(row, application, values);
    tell(row.status, { commit: row.commit, reason: error.message });
    throw error;
  }
  if (url) {
    const address = new URL(inputs.healthCheckPath ?? "/", url).href;
    tell("checking", { commit: row.commit });
    const clean = (text: string) => values.cleaned(application, text);
    const reason = await whyUnhealthy({ url: address, resolve: connection.resolve, pace: connection.pace, report, clean });
    tell(reason ? "unhealthy" : "healthy", { commit: row.commit, reason });
    if (reason) throw new UserError(`It is deployed (${row.commit}) but not well: GET ${address}: ${reason}.`, EXIT.failed);
  }
  return { deploymentUuid: uuid, commit: row.commit, status: row.status, finishedAt: row.finishedAt };
}

/** Whether the change asks for a new run; another address or path alone does not. */
const isDue = (olds: Properties, news: Properties) =>
  !isSame(olds.fingerprint, news.fingerprint) || !isSame(olds.application, news.application);

function diff(olds: Properties, news: Properties): Diff {
  const replaces = leavingParents(["application"], olds, news);
  const inputs = Object.keys(deploymentShape.input.shape).filter((key) => key !== "owner");
  const changes = hasUnknown(news) || replaces.length > 0 || changedKeys(only(olds, inputs), only(news, inputs)).length > 0;
  return { changes, replaces, deleteBeforeReplace: true };
}

/** What a run leaves; another run leaves something else. */
const RESULTS = ["deploymentUuid", "commit", "status", "finishedAt"] as const;

function predict(olds: Properties, news: Properties): Properties {
  const results = isDue(olds, news) ? Object.fromEntries(RESULTS.map((key) => [key, UNKNOWN])) : only(olds, RESULTS);
  return { ...news, owner: olds.owner, ...results };
}

/** A deployment is something that happened: it is not read again, and deleting it only forgets it. */
export function deploymentVerbs(connections: Connections, values: SecretValues): Verbs {
  const of = (properties: Properties) => connections.of(properties.coolify as string | undefined);
  return {
    diff,
    create: async (properties) => {
      const connection = of(properties);
      const owner = await connection.verify(inputsOf(properties).owner);
      const result = await run(connection, inputsOf(properties), values);
      return { id: inputsOf(properties).application, outs: { ...properties, owner, ...result } };
    },
    update: async (_, olds, news) => {
      const kept = only(olds, ["owner", ...RESULTS]);
      if (!isDue(olds, news)) return { outs: { ...news, ...kept } };
      const connection = of(news);
      const owner = await connection.verify(olds.owner as Owner | undefined);
      const result = await run(connection, inputsOf(news), values, String(olds.deploymentUuid ?? ""));
      return { outs: { ...news, owner, ...result } };
    },
    read: async (id, props) => ({ id, inputs: only(props, Object.keys(deploymentShape.input.shape)), props }),
    delete: async () => undefined,
    predict: (_, olds, news) => predict(olds, news),
  };
}
