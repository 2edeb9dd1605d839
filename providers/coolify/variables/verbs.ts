import type { Connections } from "../connection.ts";
import { settled } from "../engine/check.ts";
import { leavingParents } from "../engine/diff.ts";
import type { Verbs } from "../engine/provider.ts";
import type { SecretValues } from "../secretValues.ts";
import type { ResourceShape } from "../shape.ts";
import { hasUnknown, UNKNOWN } from "../unknown.ts";
import { isSame, type Properties, without } from "../values.ts";
import type { Place } from "./place.ts";
import { isNothing, planOf, rememberedOf, setOf } from "./plan.ts";
import { create, read, remove, type Stand, update } from "./set.ts";

/** Whether something of the set itself is not known yet. The owner says nothing about it. */
const isUncertain = (news: Properties): boolean => hasUnknown(without(news, ["owner"]));

/** Whether a write may leave rows behind whose values nobody can read, so that their markers are new. */
const marksAnew = (olds: Properties, news: Properties) =>
  olds.markers !== undefined || isUncertain(news) || Object.values(setOf(news).variables).some(({ isShownOnce }) => isShownOnce);

/** What state has, in the form that `check` gives: defaults that came later are filled in. */
export const stateOf = (shape: ResourceShape, olds: Properties): Properties => ({ ...olds, ...settled(shape, olds) });

/** Whether an update has anything to do, be it only to keep a changed setting in state. */
export const isChanged = (olds: Properties, news: Properties): boolean =>
  isUncertain(news) ||
  !isNothing(planOf(setOf(olds), setOf(news))) ||
  Boolean(olds.exclusive) !== Boolean(news.exclusive) ||
  !isSame(olds.coolify, news.coolify);

/** What an update will leave in state, as far as it can be known before it. */
export function predicted(olds: Properties, news: Properties): Properties {
  const base = { ...news, owner: olds.owner };
  if (!isUncertain(news) && isNothing(planOf(setOf(olds), setOf(news)))) return { ...base, ...rememberedOf(setOf(olds)) };
  return { ...base, ...(marksAnew(olds, news) && { markers: UNKNOWN }) };
}

/**
 * The six verbs of a variable set (contract 5.4).
 * @param values hears every value, so that logs are shown without them
 */
export function variablesVerbs(shape: ResourceShape, place: Place, connections: Connections, values: SecretValues): Verbs {
  const remember = (properties: Properties) => {
    const all = Object.values(setOf(properties).variables).flatMap(({ value, preview }) => [value, preview?.value]);
    values.remember(String(properties[place.noun]), all);
  };
  const stand = (properties: Properties, uuid: unknown, signal: AbortSignal): Stand => {
    remember(properties);
    return { connection: connections.of(properties.coolify as string | undefined), shape, place, uuid: String(uuid), signal };
  };
  return {
    diff: (olds, news) => {
      remember(news);
      const replaces = leavingParents([place.noun], olds, news);
      return { changes: replaces.length > 0 || isChanged(stateOf(shape, olds), news), replaces, deleteBeforeReplace: true };
    },
    create: (inputs, signal) => create(stand(inputs, inputs[place.noun], signal), inputs),
    update: (id, olds, news, signal) => update(stand(news, id, signal), stateOf(shape, olds), news),
    read: (id, props, signal) => read(stand(props, id, signal), props),
    delete: (id, props, signal) => remove(stand(props, id, signal), props),
    predict: (_, olds, news) => predicted(stateOf(shape, olds), news),
  };
}
