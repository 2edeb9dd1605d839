import type { Connection } from "../connection.ts";
import { settled } from "../engine/check.ts";
import type { Created } from "../engine/create.ts";
import { InitFailed } from "../engine/initFailed.ts";
import { requireGone } from "../engine/missing.ts";
import type { Read } from "../engine/read.ts";
import { isCoolifyError } from "../errors.ts";
import type { Owner } from "../fields.ts";
import type { ResourceShape } from "../shape.ts";
import type { Properties } from "../values.ts";
import { differences, missingTwins, uuidsOf, uuidsOfProduction } from "./differences.ts";
import { foreignRows } from "./foreign.ts";
import { liveSet } from "./live.ts";
import type { Place } from "./place.ts";
import { isNothing, type Plan, picked, planOf, rememberedOf, setOf, type VariableSet } from "./plan.ts";
import { type Markers, slotOf, variableOf, wantedRows } from "./rows.ts";
import { Sender } from "./sender.ts";
import { notTakenOver, takeOver } from "./takenOver.ts";

/** One set: whose, where, and how long its work may go on. */
export interface Stand {
  readonly connection: Connection;
  readonly shape: ResourceShape;
  readonly place: Place;
  /** Of the application, service or database. */
  readonly uuid: string;
  readonly signal: AbortSignal;
}

const senderOf = ({ connection, place, uuid, signal }: Stand) => new Sender({ connection, place, uuid, signal });

/** Two writes of the same variables at once leave rows twice, or lose one (contract 21.3). */
const inTurn = <Result>({ connection, uuid }: Stand, work: () => Promise<Result>) => connection.turns.run([`variables:${uuid}`], work);

/** Changed rows in one bulk; rows that are not wanted any more go last, so that no moment is without a variable (contract 5.4). */
async function carryOut({ connection, place, uuid }: Stand, sender: Sender, news: VariableSet, plan: Plan): Promise<Markers> {
  const wanted = wantedRows(picked(news.variables, plan.changed), place.previews);
  if (!plan.looks) return sender.write(wanted);
  const rows = await sender.list();
  if (plan.adopts) takeOver(connection, uuid, rows, news);
  const { due, surplus } = differences(wanted, rows);
  const twins = place.previews && plan.adopts ? missingTwins(wanted, rows) : [];
  await sender.delete(surplus);
  const markers = await sender.write([...due, ...twins]);
  const left = rows.filter((row) => !surplus.includes(String(row.uuid)));
  const removable = left.filter((row) => !place.irreplaceable(row));
  await sender.delete([...uuidsOf(removable, plan.removed), ...uuidsOfProduction(left, news.variables, plan.changed)]);
  const others = left.filter((row) => !plan.removed.includes(String(row.key)));
  const foreign = news.exclusive ? await foreignRows(sender, place, others, news.variables) : [];
  await sender.delete(foreign.map((row) => String(row.uuid)));
  return markers;
}

/** Markers of the rows that the set still has; those that were written just now win. */
function markersAfter({ place }: Stand, olds: VariableSet, news: VariableSet, changed: readonly string[], fresh: Markers): Markers {
  const untouched = wantedRows(news.variables, place.previews).filter(({ key }) => !changed.includes(key));
  return {
    ...picked(
      olds.markers ?? {},
      untouched.map(({ key, isPreview }) => slotOf(key, isPreview)),
    ),
    ...fresh,
  };
}

/** State after a failure in the middle: the new values, so that old secrets do not stay in it, and what is still to be done. */
const unfinished = (stand: Stand, olds: VariableSet, news: VariableSet, { changed, removed, cleans }: Plan) => ({
  ...rememberedOf({ markers: markersAfter(stand, olds, news, changed, {}), unsettled: changed, leftover: removed }),
  // As long as foreign rows may be there it is not exclusive, and becomes it next time.
  ...(cleans && { exclusive: false }),
});

async function write(stand: Stand, olds: VariableSet, properties: Properties, plan: Plan, owner: Owner): Promise<Created> {
  const news = setOf(properties);
  const sender = senderOf(stand);
  const outs = { ...properties, owner };
  try {
    const fresh = await carryOut(stand, sender, news, plan);
    return { id: stand.uuid, outs: { ...outs, ...rememberedOf({ markers: markersAfter(stand, olds, news, plan.changed, fresh) }) } };
  } catch (error) {
    // What was written is ours from now on and must not be forgotten.
    if (sender.touched) throw new InitFailed(stand.uuid, { ...outs, ...unfinished(stand, olds, news, plan) }, error);
    throw error;
  }
}

/** One bulk where there can be nothing yet; else what is there is looked at first, since it may have rows of these keys, even twice. */
export async function create(stand: Stand, properties: Properties): Promise<Created> {
  const owner = await stand.connection.verify(properties.owner as Owner | undefined);
  const known = stand.connection.created.has(stand.uuid);
  const changed = Object.keys(setOf(properties).variables);
  const cleans = !known && properties.exclusive === true;
  const plan = { changed, removed: [], cleans, looks: cleans || (!known && changed.length > 0), adopts: true };
  return inTurn(stand, () => write(stand, { variables: {} }, properties, plan, owner));
}

/** @param before state in the form that `check` gives */
export async function update(stand: Stand, before: Properties, properties: Properties): Promise<{ outs: Properties }> {
  const olds = setOf(before);
  const plan = planOf(olds, setOf(properties));
  if (isNothing(plan)) return { outs: { ...properties, owner: before.owner, ...rememberedOf(olds) } };
  const owner = await stand.connection.verify(before.owner as Owner | undefined);
  const { outs } = await inTurn(stand, () => write(stand, olds, properties, plan, owner));
  return { outs };
}

/** Whether the application, service or database is gone, which takes its variables along. */
async function isGone({ connection, place, uuid }: Stand, props: Properties): Promise<boolean> {
  await requireGone(connection, { uuid: place.itself }, { owner: props.owner, uuid }, `${uuid} variables`);
  return connection.missing.has(uuid);
}

export async function read(stand: Stand, props: Properties): Promise<Read> {
  const { shape, place, uuid } = stand;
  const sender = senderOf(stand);
  try {
    const rows = await sender.list();
    const known = setOf(props);
    const { variables, ...live } = liveSet(known, rows, { previews: place.previews, variableOf });
    const foreign = known.exclusive ? await foreignRows(sender, place, rows, known.variables) : [];
    const inputs = settled(shape, { ...props, [place.noun]: uuid, variables });
    const remembered = rememberedOf({ ...live, foreign: [...new Set(foreign.map((row) => String(row.key)))] });
    return { id: uuid, inputs, props: { ...inputs, owner: props.owner, ...remembered } };
  } catch (error) {
    if (!isCoolifyError(error, { status: 404 }) || !(await isGone(stand, props))) throw error;
    return { id: "" };
  }
}

/** Only where the owner stays; when it goes, they go with it (`deletedWith`, decision 20). */
export async function remove(stand: Stand, props: Properties): Promise<void> {
  await stand.connection.verify(props.owner as Owner | undefined);
  const { variables, leftover = [] } = setOf(props);
  const keys = notTakenOver(stand.connection, stand.uuid, [...Object.keys(variables), ...leftover]);
  if (keys.length === 0) return;
  const sender = senderOf(stand);
  await inTurn(stand, async () => {
    try {
      const rows = await sender.list();
      const removable = rows.filter((row) => !stand.place.irreplaceable(row));
      await sender.delete(uuidsOf(removable, keys));
    } catch (error) {
      if (!isCoolifyError(error, { status: 404 }) || !(await isGone(stand, props))) throw error;
    }
  });
}
