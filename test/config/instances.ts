import { resolveStack } from "../../config/load.ts";
import type { ResolvedApplication, ResolvedInstance } from "../../config/resolved.ts";
import { type Edits, fleetWith } from "./fleetFolder.ts";

/** What AIR's applications read of its brand. */
export const BRAND = {
  BRAND_PRIMARY: { value: "#0f62fe" },
  BRAND_SECONDARY: { value: "#393939" },
  BRAND_LOGO: { value: "/brand/air.svg" },
  INSTANCE_ID: { value: "air" },
};

/** AIR of the edited fleet. */
export function air(edits: Edits): ResolvedInstance {
  return resolveStack(fleetWith(edits), "air");
}

/** An application of an instance or its products. */
export function application(instance: ResolvedInstance, name: string): ResolvedApplication {
  const all = [...instance.applications, ...instance.products.flatMap((product) => product.applications)];
  const found = all.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`${name} is not among ${all.map((candidate) => candidate.name)}`);
  return found;
}
