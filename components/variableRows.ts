import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config/resolved.ts";
import { mapValues } from "./values.ts";

/** A variable as the sets of variables take it. */
interface Row {
  value: pulumi.Input<string>;
  isMultiline?: pulumi.Input<boolean>;
}

/** Coolify joins the lines of a value that is not said to have several (contract 5.1). That it has them is no secret. */
const rowOf = (value: pulumi.Input<string>): Row => {
  if (typeof value === "string") return value.includes("\n") ? { value, isMultiline: true } : { value };
  return { value, isMultiline: pulumi.unsecret(pulumi.output(value).apply((text) => text.trim().includes("\n"))) };
};

/**
 * @param previews own values in deployments of pull requests. Where there are such deployments every variable says what they get: what
 * Coolify copies to them when a variable is new would never change again (contract 5.1).
 * @param settings of variables that are not treated as Coolify does by itself
 */
export function rowsOf(
  values: Readonly<Record<string, pulumi.Input<string>>>,
  previews?: Readonly<Record<string, pulumi.Input<string>>>,
  settings: Readonly<Record<string, Settings>> = {},
): Record<string, Row & { preview?: Row; previewOnly?: true }> {
  const all = mapValues(values, (value, key) => {
    const row = { ...rowOf(value), ...settings[key] };
    return previews ? { ...row, preview: { ...rowOf(previews[key] ?? value), ...settings[key] } } : row;
  });
  const alone = Object.entries(previews ?? {}).filter(([key]) => !Object.hasOwn(values, key));
  return { ...all, ...Object.fromEntries(alone.map(([key, value]) => [key, { ...rowOf(value), previewOnly: true as const }])) };
}
