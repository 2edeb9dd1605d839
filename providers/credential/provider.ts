import { check } from "../coolify/engine/check.ts";
import type { Provider } from "../coolify/engine/provider.ts";
import { UNKNOWN } from "../coolify/unknown.ts";
import { isSame, type Properties, without } from "../coolify/values.ts";
import { randomText } from "./randomText.ts";
import { credentialShape } from "./shape.ts";

const bare = (properties: Properties) => without(properties, ["__provider"]);

const made = (inputs: Properties): Properties => ({ ...bare(inputs), value: randomText(Number(inputs.length)) });

const isDue = (olds: Properties, news: Properties) => !isSame(olds.version, news.version);

/**
 * A secret text that is made once and lives in state alone, encrypted. Nothing is asked and nothing is written anywhere, so every verb
 * is a line; another `version` is another value in place, which whatever uses it then gets.
 */
export const credentialProvider: Provider = {
  configure: () => undefined,
  check: async (_, news) => check(credentialShape, news),
  diff: async (_, olds, news) => ({
    changes: Object.keys(credentialShape.input.shape).some((key) => !isSame(olds[key], news[key])),
    replaces: [],
    deleteBeforeReplace: true,
  }),
  // The id is no part of the value: it is printed.
  create: async (inputs) => ({ id: String(inputs.name), outs: made(inputs) }),
  read: async (id, props) => ({ id, props: bare(props) }),
  update: async (_, olds, news) => ({ outs: isDue(olds, news) ? made(news) : { ...bare(news), value: olds.value } }),
  delete: async () => undefined,
  predict: async (_, olds, news) => ({ ...bare(news), value: isDue(olds, news) ? UNKNOWN : olds.value }),
  cancel: () => undefined,
};
