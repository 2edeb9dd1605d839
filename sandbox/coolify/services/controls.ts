import { ControlError } from "../control/error.ts";
import type { Control } from "../noun.ts";
import { setStatus } from "./host.ts";
import { serviceApplications, serviceDatabases } from "./tables.ts";

/** What the agent on a server reports about containers of services. */
export const serviceControls: Record<string, Control> = {
  "part-status": (world, { part, status }) => {
    const row = world.of(serviceApplications).byUuid(part) ?? world.of(serviceDatabases).byUuid(part);
    if (!row) throw new ControlError(`The control part-status needs a part of a service; ${JSON.stringify(part) ?? "nothing"} is none.`);
    if (typeof status !== "string") throw new ControlError("The control part-status needs a status.");
    setStatus(world, row, status);
  },
};
