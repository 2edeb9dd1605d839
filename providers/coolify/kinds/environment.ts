import { z } from "zod";
import { Adopt, Connection, Description, EnvironmentName, Owner, Uuid } from "../fields.ts";
import { defineKind, del, get, patch, post } from "../kind.ts";
import { rowsOf } from "../rows.ts";
import { recordOf } from "../values.ts";

/**
 * A named stage inside a project, such as `production`. Its name is unique inside the project, so it needs no stamp.
 * Every new project already has `production`: it is adopted, not created twice.
 */
export const environment = defineKind({
  type: "Environment",
  doc: "A stage of a project; applications, services and databases live in one.",
  example: { project: "<Project>", owner: "<Project owner>", name: "staging", description: "Last stop before production" },
  input: z.strictObject({
    coolify: Connection,
    owner: Owner.optional(),
    adopt: Adopt,
    project: Uuid.describe("Uuid of the project."),
    name: EnvironmentName.describe("Unique in its project; in lower case, as Coolify keeps it. A new name renames it."),
    description: Description.default("").describe("Words for people."),
  }),
  routes: {
    create: post("/projects/{project}/environments"),
    read: get("/projects/{project}/{uuid}"),
    // The project's own read, whereas the list of environments lacks descriptions (contract 3).
    together: { ...get("/projects/{project}"), rows: (project) => rowsOf(recordOf(project).environments), from: 2 },
    update: patch("/projects/{project}/environments/{uuid}"),
    delete: del("/projects/{project}/environments/{uuid}"),
  },
  parents: { project: get("/projects/{project}") },
  createKeys: ["name"],
  replaceOn: [],
  holdsOthers: true,
  adopt: { by: "name", list: get("/projects/{project}/environments"), bornWithParent: ["production"] },
  // Create takes no description (contract 3), so an empty one is not sent: it would cost a request for nothing.
  toWire: ({ name, description }) => ({ name, description: description || null }),
  fromWire: (wire) => ({ name: wire.name, description: wire.description ?? "" }),
});
