import type { Connections } from "../connection.ts";
import type { Kind } from "../kind.ts";
import type { Properties } from "../values.ts";
import { create } from "./create.ts";
import { diff } from "./diff.ts";
import type { Verbs } from "./provider.ts";
import { read } from "./read.ts";
import { remove } from "./remove.ts";
import { tellTakenOver } from "./takenOver.ts";
import { predict, update } from "./update.ts";

/** The six verbs of any declared kind (`check` needs only its schema), and what a preview foretells. */
export function verbsOf(kind: Kind, connections: Connections): Verbs {
  const connectionOf = (properties: Properties) => connections.of(properties.coolify as string | undefined);
  return {
    diff: (olds, news) => {
      const result = diff(kind, olds, news);
      connections.claims.keep(kind, String(olds.uuid), news, result);
      return result;
    },
    create: (inputs) => create(kind, connectionOf(inputs), connections.claims.begin(kind, inputs), inputs),
    read: (id, props) => read(kind, connectionOf(props), id, props),
    update: (id, olds, news) => update(kind, connectionOf(news), id, olds, news),
    delete: async (id, props) => {
      const connection = connectionOf(props);
      // Another name in the program for the same object: who took it over keeps it.
      if (connections.claims.isTakenOver(kind, id, props)) return tellTakenOver(connection, kind, id, props);
      await remove(kind, connection, id, props);
      connections.claims.gone(kind, id, props);
    },
    predict: (id, olds, news) => predict(kind, id, olds, news),
  };
}
