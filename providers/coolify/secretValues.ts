import { redact, withoutValues } from "./redact.ts";

/** How a value may stand in a log: as it is, line by line, inside JSON, inside the quotes of a shell, in an address. */
export const formsOf = (value: string): string[] => [
  value,
  ...value.split(/\r?\n/).map((line) => line.trim()),
  JSON.stringify(value).slice(1, -1),
  value.replaceAll("'", "'\\''"),
  encodeURIComponent(value.toWellFormed()),
];

/**
 * Values of variables by application. Pulumi does not tell a provider which of them are secret, so none of them is shown in a log.
 * They are kept apart from tokens: an address that is also a variable must stay readable in our own sentences.
 */
export class SecretValues {
  readonly #byApplication = new Map<string, Set<string>>();

  remember(application: string, values: readonly unknown[]): void {
    const known = this.#byApplication.get(application) ?? new Set<string>();
    for (const value of values) if (typeof value === "string") for (const form of formsOf(value)) known.add(form);
    this.#byApplication.set(application, known);
  }

  /** Text from an application's log or from what it answers, fit to be shown. */
  cleaned(application: string, text: string): string {
    return redact(withoutValues(text, this.#byApplication.get(application) ?? []));
  }
}
