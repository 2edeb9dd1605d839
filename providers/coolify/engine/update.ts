import type { Connection } from "../connection.ts";
import type { Owner } from "../fields.ts";
import type { Kind } from "../kind.ts";
import { hasUnknown, UNKNOWN } from "../unknown.ts";
import { type Properties, without } from "../values.ts";
import { pendingKeys, SILENT } from "./diff.ts";
import { onceFree } from "./handedOver.ts";
import { InitFailed } from "./initFailed.ts";
import { isElsewhere, PLACE } from "./live.ts";
import { move } from "./move.ts";
import { withUuids } from "./named.ts";
import { requireSameThings } from "./respelt.ts";
import { keptResults, movesResults, resultKeys, resultsOf } from "./results.ts";
import { requireFields } from "./since.ts";
import { tagsDiffer, writeTags } from "./tags.ts";
import { AFTER_WRITE, isStep, MOVE, TAGS, UNFINISHED } from "./unfinished.ts";
import { afterWrite, write } from "./write.ts";

/** What an update has to do. */
interface Plan {
  keys: string[];
  moves: boolean;
  tags: boolean;
  after: boolean;
  /** What follows a write was not done by an earlier run, whatever that one had written. */
  again: boolean;
}

function planOf(kind: Kind, olds: Properties, news: Properties): Plan {
  const pending = pendingKeys(kind, olds, news);
  const keys = pending.filter((key) => !isStep(key));
  return {
    keys,
    moves: isElsewhere(kind, olds, news) || pending.includes(MOVE),
    tags: tagsDiffer(kind, olds, news) || pending.includes(TAGS),
    again: pending.includes(AFTER_WRITE),
    after: pending.includes(AFTER_WRITE) || (keys.length > 0 && kind.afterWrite !== undefined),
  };
}

const isIdle = ({ keys, moves, tags, after }: Plan): boolean => keys.length === 0 && !moves && !tags && !after;

async function carryOut(kind: Kind, connection: Connection, id: string, olds: Properties, news: Properties, plan: Plan): Promise<void> {
  if (plan.moves) await move(kind, connection, news, id);
  if (plan.keys.length > 0) await write(kind, connection, news, id, plan.keys, olds);
  const before = Array.isArray(olds.tags) ? olds.tags.map(String) : undefined;
  if (plan.tags) await writeTags(kind, connection, news, id, before);
}

/** What follows a write is not seen in the object: a failure must stay in state, or a refresh would take all for done. */
async function follow(kind: Kind, connection: Connection, news: Properties, plan: Plan, outs: Properties): Promise<void> {
  const id = String(outs.uuid);
  try {
    await afterWrite(kind, connection, news, id, plan.again || plan.keys.length === 0 ? Object.keys(kind.toWire(news)) : plan.keys);
  } catch (error) {
    throw new InitFailed(id, { ...outs, [UNFINISHED]: [...plan.keys, AFTER_WRITE] }, error);
  }
}

/** One PATCH with the keys that changed, or nothing at all. */
export async function update(
  kind: Kind,
  connection: Connection,
  id: string,
  olds: Properties,
  news: Properties,
): Promise<{ outs: Properties }> {
  await requireSameThings(kind, connection, olds, news);
  const plan = planOf(kind, olds, news);
  const outs = { ...keptResults(kind, olds), ...news, uuid: id, owner: olds.owner };
  if (isIdle(plan)) return { outs };
  const owner = await connection.verify(olds.owner as Owner | undefined);
  requireFields(kind, news, owner.version);
  const work = async () => {
    const sent = await withUuids(kind, connection, news);
    await carryOut(kind, connection, id, olds, sent, plan);
    if (plan.after) await follow(kind, connection, sent, plan, { ...outs, owner });
    const moved = movesResults(kind, plan.keys) ? await resultsOf(kind, connection, sent, id, undefined) : {};
    return { outs: { ...outs, owner, ...moved } };
  };
  const turns = kind.turns?.(news, plan.keys, id) ?? [];
  return onceFree(connection, () => connection.turns.run(turns, work));
}

/** Whether something is not known that Coolify may tell otherwise afterwards. Where the object is and whose says nothing about it. */
const isUncertain = (kind: Kind, news: Properties): boolean => hasUnknown(without(news, [...SILENT, ...(kind.routes.move ? PLACE : [])]));

/** What `update` will answer, without asking anybody: for previews. What it cannot know is unknown. */
export function predict(kind: Kind, id: string, olds: Properties, news: Properties): Properties {
  const moves = isUncertain(kind, news) || movesResults(kind, planOf(kind, olds, news).keys);
  const results = moves ? Object.fromEntries(resultKeys(kind).map((key) => [key, UNKNOWN])) : keptResults(kind, olds);
  return { ...results, ...news, uuid: id, owner: olds.owner };
}
