/** Key and value by which Pulumi marks a secret in its state (facts of Pulumi, 16.6). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Whether a value of Pulumi's state is marked as secret. */
export const isSecretMark = (value: unknown): value is { plaintext?: string } =>
  typeof value === "object" && value !== null && (value as Record<string, unknown>)[SIGNATURE] === SECRET;

/** A value as Pulumi's state keeps a secret: encrypted as soon as it is imported. */
export const secretMark = (value: unknown) => ({ [SIGNATURE]: SECRET, plaintext: JSON.stringify(value) });

/** A value of an exported state with its secrets in clear, as providers get it. It must go nowhere else. */
export function inClear(value: unknown): unknown {
  if (isSecretMark(value)) return inClear(JSON.parse(value.plaintext ?? "null"));
  if (Array.isArray(value)) return value.map(inClear);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inClear(item)]));
}

/** Dotted paths of what is secret in a value of an exported state. */
export function secretPaths(value: unknown, path: readonly string[] = []): string[] {
  if (isSecretMark(value)) return [path.join(".")];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => secretPaths(item, [...path, key]));
}
