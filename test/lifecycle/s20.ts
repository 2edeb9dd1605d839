import type { Properties } from "../../providers/coolify/values.ts";
import type { Planned } from "./miniStack.ts";

/** A project, an environment, an application and 20 variables: what requests are counted by. */
export interface S20 {
  /** Value of each variable, by key. */
  variables: Record<string, string>;
}

const SERVER = "s0sandbox0server0000main";

const keyOf = (index: number) => `KEY_${String(index).padStart(2, "0")}`;
export const TWENTY: S20 = { variables: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [keyOf(index), `value ${index}`])) };
/** Five variables changed, two removed. */
export const CHANGED: S20 = {
  variables: Object.fromEntries(
    Object.entries(TWENTY.variables)
      .slice(2)
      .map(([key, value], index) => [key, index < 5 ? `${value} changed` : value]),
  ),
};

const inputsOf = (name: string, { variables }: S20): Record<string, (outputs: (name: string) => Properties) => Properties> => ({
  Project: () => ({ stamp: `${name}/project`, name }),
  Environment: (outputs) => ({ project: outputs(name).uuid, owner: outputs(name).owner, name: "staging" }),
  Application: (outputs) => ({
    project: outputs(name).uuid,
    owner: outputs(name).owner,
    environment: "staging",
    server: SERVER,
    stamp: `${name}/application`,
    name: `${name}-app`,
    source: { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.0.0" },
    domains: [`https://${name}.pfcore.io`],
  }),
  ApplicationVariables: (outputs) => ({
    application: outputs(`${name}-app`).uuid,
    owner: outputs(name).owner,
    variables: Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, { value }])),
  }),
});

/** In waves; several are made at the same time. */
export function s20(names: readonly string[], wanted: S20 = TWENTY): Planned[][] {
  const wave = (kind: string, nameOf: (name: string) => string, deletedWith?: (name: string) => string): Planned[] =>
    names.map((name) => ({
      name: nameOf(name),
      kind,
      inputs: (outputs) => inputsOf(name, wanted)[kind]?.(outputs) ?? {},
      ...(deletedWith && { deletedWith: deletedWith(name) }),
    }));
  return [
    wave("Project", (name) => name),
    wave(
      "Environment",
      (name) => `${name}-staging`,
      (name) => name,
    ),
    wave("Application", (name) => `${name}-app`),
    wave(
      "ApplicationVariables",
      (name) => `${name}-variables`,
      (name) => `${name}-app`,
    ),
  ];
}
