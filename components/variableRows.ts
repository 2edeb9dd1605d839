import * as pulumi from "@pulumi/pulumi";
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

/** @param previews own values in deployments of pull requests, for variables that are there anyway */
export function rowsOf(
  owner: string,
  values: Readonly<Record<string, pulumi.Input<string>>>,
  previews: Readonly<Record<string, pulumi.Input<string>>> = {},
): Record<string, Row & { preview?: Row }> {
  const stray = Object.keys(previews).filter((key) => !(key in values));
  if (stray.length > 0)
    throw new pulumi.RunError(
      `${owner} has ${stray.join(", ")} for previews alone. Coolify has a preview's value beside the ordinary one: give the variable one of those too.`,
    );
  return mapValues(values, (value, key) => {
    const preview = previews[key];
    return preview === undefined ? rowOf(value) : { ...rowOf(value), preview: rowOf(preview) };
  });
}
