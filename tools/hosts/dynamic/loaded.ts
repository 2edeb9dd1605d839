import { createRequire, Module } from "node:module";
import { join } from "node:path";
import type { Configuration, DynamicProvider, Properties } from "./provider.ts";

/** What Pulumi sends in a preview for a value that is not known yet, whatever its type (`pulumi.runtime.unknownValue`). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const NO_PROVIDER =
  "Its state does not say which provider it has, so nothing can be read. Importing by type, name and id is not possible for these resources: " +
  "use `pulumi import --file` with their inputs and outputs.";

/** What Node's own loader does for a file of CommonJS; `require-from-string` and with it the SDK's host rely on the same method. */
interface CommonJs extends Module {
  _compile(code: string, filename: string): void;
}

/** The text is a CommonJS module. It finds others from the program's folder, as in the SDK's host. */
function evaluate(code: string): DynamicProvider {
  const filename = join(process.cwd(), "provider.cjs");
  const module = new Module(filename) as CommonJs;
  module.filename = filename;
  module.paths = createRequire(filename).resolve.paths("x") ?? [];
  module._compile(code, filename);
  const { handler } = module.exports as { handler?: () => DynamicProvider };
  if (typeof handler !== "function") throw new Error("The text of its provider exports no `handler`.");
  return handler();
}

/** The providers of one process: each text is evaluated and configured once, and used only after that. */
export class Loaded {
  readonly #providers = new Map<string, Promise<DynamicProvider>>();
  #configuration: Configuration | undefined;

  configure(configuration: Configuration): void {
    this.#configuration = configuration;
  }

  /** @param places where `__provider` may stand, the first that knows it wins */
  of(...places: Properties[]): Promise<DynamicProvider> {
    const code = places.map(({ __provider }) => __provider).find((text) => typeof text === "string" && text !== UNKNOWN);
    if (typeof code !== "string") return Promise.reject(new Error(NO_PROVIDER));
    const known = this.#providers.get(code);
    if (known) return known;
    const provider = this.#load(code);
    this.#providers.set(code, provider);
    // A failure must not stay: the next resource tries again.
    provider.catch(() => this.#providers.delete(code));
    return provider;
  }

  async cancel(): Promise<void> {
    for (const provider of await Promise.allSettled(this.#providers.values()))
      if (provider.status === "fulfilled") provider.value.cancel?.();
  }

  async #load(code: string): Promise<DynamicProvider> {
    const provider = evaluate(code);
    if (this.#configuration) await provider.configure?.(this.#configuration);
    return provider;
  }
}
