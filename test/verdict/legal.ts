import { deploymentShape } from "../../providers/coolify/deployment/shape.ts";
import { check } from "../../providers/coolify/engine/check.ts";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import type { ResourceShape } from "../../providers/coolify/shape.ts";
import type { Properties } from "../../providers/coolify/values.ts";
import * as variables from "../../providers/coolify/variables/shape.ts";
import { resolved } from "./resolved.ts";

/** Every resource that a program may make. */
export const shapes: readonly ResourceShape[] = [...kinds, ...Object.values(variables), deploymentShape];

export function shapeNamed(kind: string): ResourceShape {
  const shape = shapes.find(({ type }) => type === kind);
  if (!shape) throw new Error(`There is no resource ${kind}.`);
  return shape;
}

/** Inputs with made-up outputs in place of references. */
export const madeUpOutputs = (args: unknown): Properties =>
  resolved(args, (_, output) => (output === "owner" ? { team: 1, since: "x" } : `some-${output}`)) as Properties;

/** Whether the provider takes these inputs. */
export const isLegal = (kind: string, args: Properties): boolean => check(shapeNamed(kind), madeUpOutputs(args)).failures.length === 0;
