/** A map of a compose text; empty lists are maps too, as PHP knows one kind of array. */
export type YamlMap = { [key: string]: YamlValue };
export type YamlValue = string | number | bigint | boolean | null | YamlFloat | YamlValue[] | YamlMap;

/** A number that was written with a fraction, so that `1.0` stays `1.0`. */
export class YamlFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

export function isYamlMap(value: unknown): value is YamlMap {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof YamlFloat);
}

/** The entry of a map, or undefined. */
export function entryOf(value: YamlValue | undefined, key: string): YamlValue | undefined {
  return isYamlMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** `(string) $value` of PHP for a scalar; "" for everything else. */
export function textOf(value: YamlValue | undefined): string {
  if (value === true) return "1";
  if (value instanceof YamlFloat) return String(value.value);
  return value === null || value === undefined || value === false || typeof value === "object" ? "" : String(value);
}
