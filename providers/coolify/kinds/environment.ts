import { z } from "zod";
import { Connection, EnvironmentName, Owner, Uuid } from "../fields.ts";
import { defineKind, del, get, post } from "../kind.ts";

/**
 * A named stage inside a project, such as `production`. Its name is unique inside the project, so it needs no stamp.
 * Every new project already has `production`: it is adopted, not created twice.
 */
export const environment = defineKind({
  type: "Environment",
  doc: "A stage of a project; applications live in one.",
  input: z.strictObject({
    coolify: Connection,
    owner: Owner.optional(),
    /** Uuid of the project. */
    project: Uuid,
    name: EnvironmentName,
  }),
  routes: {
    create: () => post("/projects/{project}/environments"),
    read: get("/projects/{project}/{uuid}"),
    delete: del("/projects/{project}/environments/{uuid}"),
  },
  createKeys: ["name"],
  replaceOn: ["project", "name"],
  adopt: { by: "name", list: get("/projects/{project}/environments"), parent: "project", bornWithParent: ["production"] },
  toWire: ({ name }) => ({ name }),
  fromWire: (wire) => ({ name: wire.name }),
});
