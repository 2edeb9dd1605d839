import type { Connections } from "../connection.ts";
import type { Kind } from "../kind.ts";
import type { Properties } from "../values.ts";
import { create } from "./create.ts";
import { diff } from "./diff.ts";
import type { Verbs } from "./provider.ts";
import { read } from "./read.ts";
import { remove } from "./remove.ts";
import { predict, update } from "./update.ts";

/** The six verbs of any declared kind (`check` needs only its schema), and what a preview foretells. */
export function verbsOf(kind: Kind, connections: Connections): Verbs {
  const connectionOf = (properties: Properties) => connections.of(properties.coolify as string | undefined);
  return {
    diff: (olds, news) => diff(kind, olds, news),
    create: (inputs) => create(kind, connectionOf(inputs), inputs),
    read: (id, props) => read(kind, connectionOf(props), id, props),
    update: (id, olds, news) => update(kind, connectionOf(news), id, olds, news),
    delete: (id, props) => remove(kind, connectionOf(props), id, props),
    predict: (id, olds, news) => predict(kind, id, olds, news),
  };
}
