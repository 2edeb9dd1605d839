import type { Connection, Connections } from "../connection.ts";
import { settled } from "../engine/check.ts";
import type { Created } from "../engine/create.ts";
import { type Diff, replacing } from "../engine/diff.ts";
import type { Verbs } from "../engine/provider.ts";
import type { Read } from "../engine/read.ts";
import { isCoolifyError } from "../errors.ts";
import type { Owner } from "../fields.ts";
import { del, get, patch, type Wire } from "../kind.ts";
import { rowsOf } from "../lists.ts";
import type { SecretValues } from "../secretValues.ts";
import { hasUnknown } from "../unknown.ts";
import { isSame, type Properties } from "../values.ts";
import { differences, itemsOf, liveVariables, uuidsOf, type Variables } from "./items.ts";
import { applicationVariablesShape } from "./shape.ts";

const LIST = get("/applications/{application}/envs");
const BULK = patch("/applications/{application}/envs/bulk");
const ROW = del("/applications/{application}/envs/{variable}");

interface Inputs {
  application: string;
  owner?: Owner;
  variables: Variables;
}

const inputsOf = (properties: Properties) => properties as unknown as Inputs;

/** The variables of one application at Coolify. */
class Rows {
  readonly #connection: Connection;
  readonly #application: string;

  constructor(connection: Connection, application: string) {
    this.#connection = connection;
    this.#application = application;
  }

  async list(): Promise<Wire[]> {
    return rowsOf(await this.#connection.client.request(LIST, { params: { application: this.#application } }));
  }

  /** Upserts all of them in one request; nothing is sent when there are none. */
  async write(variables: Variables): Promise<void> {
    const data = itemsOf(variables);
    if (data.length > 0) await this.#connection.client.request(BULK, { params: { application: this.#application }, body: { data } });
  }

  async delete(uuids: readonly string[]): Promise<void> {
    for (const variable of uuids) {
      try {
        await this.#connection.client.request(ROW, { params: { application: this.#application, variable } });
      } catch (error) {
        if (!isCoolifyError(error, { status: 404 })) throw error;
      }
    }
  }
}

async function create(connection: Connection, properties: Properties): Promise<Created> {
  const inputs = inputsOf(properties);
  const owner = await connection.verify(inputs.owner);
  const rows = new Rows(connection, inputs.application);
  if (connection.created.has(inputs.application)) await rows.write(inputs.variables);
  else {
    // An application that was there before may have rows of these keys, even twice.
    const { changed, surplus } = differences(inputs.variables, await rows.list());
    await rows.write(changed);
    await rows.delete(surplus);
  }
  return { id: inputs.application, outs: { ...properties, owner } };
}

/** Changed keys in one bulk; rows of keys that are not wanted any more go last, so that no moment is without a variable. */
async function update(connection: Connection, id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }> {
  const [before, after] = [inputsOf(olds).variables ?? {}, inputsOf(news).variables];
  const changed = Object.entries(after).filter(([key, variable]) => !isSame(before[key], variable));
  const removed = Object.keys(before).filter((key) => !(key in after));
  if (changed.length === 0 && removed.length === 0) return { outs: { ...news, owner: olds.owner } };
  const owner = await connection.verify(olds.owner as Owner | undefined);
  const rows = new Rows(connection, id);
  await rows.write(Object.fromEntries(changed));
  if (removed.length > 0) await rows.delete(uuidsOf(await rows.list(), removed));
  return { outs: { ...news, owner } };
}

async function read(connection: Connection, id: string, props: Properties): Promise<Read> {
  try {
    const variables = liveVariables(inputsOf(props).variables ?? {}, await new Rows(connection, id).list());
    const inputs = settled(applicationVariablesShape, { ...props, application: id, variables });
    return { id, inputs, props: { ...inputs, owner: props.owner } };
  } catch (error) {
    if (!isCoolifyError(error, { status: 404 })) throw error;
    await connection.verify(props.owner as Owner | undefined);
    return { id: "" };
  }
}

/** Only where the application stays; when it goes, they go with it (`deletedWith`, decision 20). */
async function remove(connection: Connection, id: string, props: Properties): Promise<void> {
  await connection.verify(props.owner as Owner | undefined);
  const rows = new Rows(connection, id);
  try {
    await rows.delete(uuidsOf(await rows.list(), Object.keys(inputsOf(props).variables ?? {})));
  } catch (error) {
    if (!isCoolifyError(error, { status: 404 })) throw error;
  }
}

function diff(olds: Properties, news: Properties): Diff {
  const replaces = replacing(["application"], olds, news);
  const changes = hasUnknown(news) || replaces.length > 0 || !isSame(olds.variables, news.variables) || !isSame(olds.coolify, news.coolify);
  return { changes, replaces, deleteBeforeReplace: true };
}

/** @param values hears every value, so that logs are shown without them */
export function applicationVariablesVerbs(connections: Connections, values: SecretValues): Verbs {
  const of = (properties: Properties) => connections.of(properties.coolify as string | undefined);
  const remember = (properties: Properties) => {
    const { application, variables } = inputsOf(properties);
    values.remember(
      application,
      Object.values(variables ?? {}).map((variable) => variable.value),
    );
  };
  return {
    diff: (olds, news) => {
      remember(news);
      return diff(olds, news);
    },
    create: (inputs) => {
      remember(inputs);
      return create(of(inputs), inputs);
    },
    update: (id, olds, news) => {
      remember(news);
      return update(of(news), id, olds, news);
    },
    read: (id, props) => read(of(props), id, props),
    delete: (id, props) => remove(of(props), id, props),
  };
}
