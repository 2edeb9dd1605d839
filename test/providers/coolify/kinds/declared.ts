import { expect } from "@jest/globals";
import { check, settled } from "../../../../providers/coolify/engine/check.ts";
import type { Kind, Wire } from "../../../../providers/coolify/kind.ts";
import type { Properties } from "../../../../providers/coolify/values.ts";

/** What a declaration makes of inputs, without any engine or server. */
export function declared(declaration: unknown, least: Properties) {
  const kind = declaration as Kind;
  const inputs = (more: Properties = {}): Properties => {
    const { inputs: good, failures } = check(kind, { ...least, ...more });
    expect(failures).toEqual([]);
    return good;
  };
  return {
    kind,
    inputs,
    /** Faults as sentences. */
    faults: (more: Properties) => check(kind, { ...least, ...more }).failures.map(({ property, reason }) => `${property} ${reason}`),
    wire: (more: Properties = {}): Wire => kind.toWire(inputs(more)),
    /** Inputs as they are read when Coolify shows this and state has those. */
    read: (shown: Wire, known: Properties = {}): Properties => settled(kind, { ...inputs(known), ...kind.fromWire(shown, inputs(known)) }),
  };
}
