import type { Connection, Connections } from "../../connection.ts";
import { settled } from "../../engine/check.ts";
import type { Created } from "../../engine/create.ts";
import { leavingParents } from "../../engine/diff.ts";
import { InitFailed } from "../../engine/initFailed.ts";
import type { Verbs } from "../../engine/provider.ts";
import type { Read } from "../../engine/read.ts";
import { isCoolifyError } from "../../errors.ts";
import type { Owner } from "../../fields.ts";
import type { Properties } from "../../values.ts";
import { type Form, liveSet } from "../live.ts";
import { isNothing, type Plan, picked, planOf, rememberedOf, setOf, type VariableSet } from "../plan.ts";
import { sharedVariableOf } from "../rows.ts";
import { sharedVariablesShape } from "../shape.ts";
import { notTakenOver } from "../takenOver.ts";
import { isChanged, predicted, stateOf } from "../verbs.ts";
import { idOf, type Scope } from "./scope.ts";
import { SharedSender } from "./sender.ts";
import { foreignRows } from "./steps.ts";

/** Shared rows know no stages, and so do their variables. */
const asVariable = sharedVariableOf as Form["variableOf"];

/** Two writes of one key at once leave two rows at a team (contract 21.1). */
const inTurn = <Result>(connection: Connection, id: string, work: () => Promise<Result>) => connection.turns.run([`variables:${id}`], work);

interface Work {
  readonly id: string;
  readonly olds: VariableSet;
  readonly properties: Properties;
  readonly plan: Plan;
  readonly owner: Owner;
  readonly isEmpty?: boolean;
}

/** @throws InitFailed when something was written before it failed: that is ours from now on and must not be forgotten */
async function write(connection: Connection, { id, olds, properties, plan, owner, isEmpty }: Work, signal: AbortSignal): Promise<Created> {
  const { changed, removed } = plan;
  const news = setOf(properties);
  const sender = new SharedSender(connection, id, signal);
  const untouched = Object.keys(news.variables).filter((key) => !changed.includes(key));
  const markers = picked(olds.markers ?? {}, untouched);
  const outs = { ...properties, owner };
  try {
    const fresh = await sender.settle(news, plan, isEmpty);
    return { id, outs: { ...outs, ...rememberedOf({ markers: { ...markers, ...fresh } }) } };
  } catch (error) {
    if (!sender.touched) throw error;
    const left = rememberedOf({ markers, unsettled: changed, leftover: removed });
    throw new InitFailed(id, { ...outs, ...left, ...(plan.cleans && { exclusive: false }) }, error);
  }
}

async function create(connection: Connection, properties: Properties, signal: AbortSignal): Promise<Created> {
  const owner = await connection.verify(properties.owner as Owner | undefined);
  const scope = properties.scope as Scope;
  const id = await idOf(scope, connection.lookups);
  const changed = Object.keys(setOf(properties).variables);
  if (changed.length === 0 && properties.exclusive !== true) return { id, outs: { ...properties, owner } };
  const plan = { changed, removed: [], cleans: properties.exclusive === true, looks: true, adopts: true };
  // In a project that this process made there is nothing yet.
  const isEmpty = "project" in scope && connection.created.has(scope.project);
  return inTurn(connection, id, () => write(connection, { id, olds: { variables: {} }, properties, plan, owner, isEmpty }, signal));
}

async function update(connection: Connection, id: string, before: Properties, properties: Properties, signal: AbortSignal) {
  const olds = setOf(before);
  const plan = planOf(olds, setOf(properties));
  if (isNothing(plan)) return { outs: { ...properties, owner: before.owner, ...rememberedOf(olds) } };
  const owner = await connection.verify(before.owner as Owner | undefined);
  const { outs } = await inTurn(connection, id, () => write(connection, { id, olds, properties, plan, owner }, signal));
  return { outs };
}

/** Whether what had the variables is gone, as far as a token of the right team can tell. */
async function isGone(connection: Connection, sender: SharedSender, props: Properties): Promise<boolean> {
  await connection.verify(props.owner as Owner | undefined);
  return !(await sender.isOwnerThere());
}

async function read(connection: Connection, id: string, props: Properties, signal: AbortSignal): Promise<Read> {
  const sender = new SharedSender(connection, id, signal);
  // Every team has such a set: another one's token would read that team's.
  if (id === "team") await connection.verify(props.owner as Owner | undefined);
  try {
    const rows = await sender.list();
    const known = setOf(props);
    const { variables, ...live } = liveSet(known, rows, { previews: false, variableOf: asVariable });
    const foreign = known.exclusive ? foreignRows(rows, known).map((row) => String(row.key)) : [];
    const inputs = settled(sharedVariablesShape, { ...props, variables });
    return { id, inputs, props: { ...inputs, owner: props.owner, ...rememberedOf({ ...live, foreign: [...new Set(foreign)] }) } };
  } catch (error) {
    if (!isCoolifyError(error, { status: 404 }) || !(await isGone(connection, sender, props))) throw error;
    return { id: "" };
  }
}

async function remove(connection: Connection, id: string, props: Properties, signal: AbortSignal): Promise<void> {
  await connection.verify(props.owner as Owner | undefined);
  const { variables, leftover = [] } = setOf(props);
  const removed = notTakenOver(connection, id, [...Object.keys(variables), ...leftover]);
  if (removed.length === 0) return;
  const sender = new SharedSender(connection, id, signal);
  const plan = { changed: [], removed, cleans: false, looks: true, adopts: false };
  try {
    await inTurn(connection, id, () => sender.settle({ variables: {} }, plan));
  } catch (error) {
    if (!isCoolifyError(error, { status: 404 }) || !(await isGone(connection, sender, props))) throw error;
  }
}

/** The six verbs of the variables that a team, project, environment or server shares. */
export function sharedVariablesVerbs(connections: Connections): Verbs {
  const of = (properties: Properties) => connections.of(properties.coolify as string | undefined);
  return {
    diff: (olds, news) => {
      const replaces = leavingParents(["scope"], olds, news);
      return { changes: replaces.length > 0 || isChanged(stateOf(sharedVariablesShape, olds), news), replaces, deleteBeforeReplace: true };
    },
    create: (inputs, signal) => create(of(inputs), inputs, signal),
    update: (id, olds, news, signal) => update(of(news), id, stateOf(sharedVariablesShape, olds), news, signal),
    read: (id, props, signal) => read(of(props), id, props, signal),
    delete: (id, props, signal) => remove(of(props), id, props, signal),
    predict: (_, olds, news) => predicted(stateOf(sharedVariablesShape, olds), news),
  };
}
