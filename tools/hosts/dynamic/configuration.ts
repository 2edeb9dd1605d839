import type { Configuration, Properties } from "./provider.ts";

/** How Pulumi marks a secret on the wire: a record with this key and signature, and the value beside it. */
const SIGNATURE = { key: "4dabf18193072939515e22adb298388d", secret: "1b47061264138c4ac30d75fd1eb44270" };

const unwrapped = (value: unknown): unknown => {
  const record = (typeof value === "object" && value !== null ? value : {}) as Properties;
  return record[SIGNATURE.key] === SIGNATURE.secret ? record.value : value;
};

/** The arguments of `Configure`, as the SDK's host gives them to providers. */
export function configurationOf(settings: Properties, project: string): Configuration {
  const get = (key: string) => unwrapped(settings[key.includes(":") ? key : `${project}:${key}`]) as string | undefined;
  return {
    config: {
      get,
      require: (key) => {
        const value = get(key);
        if (value === undefined) throw new Error(`Missing required configuration key: ${key}`);
        return value;
      },
    },
  };
}
