import { inspect } from "node:util";

/** A value that must not be printed. However it is written out, by text, JSON or inspection, it gives its name; only `reveal` gives it. */
export class Secret {
  readonly name: string;
  readonly #value: string;

  /** @param name what people call it, such as `COOLIFY_TOKEN` */
  constructor(name: string, value: string) {
    this.name = name;
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return `[secret ${this.name}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
