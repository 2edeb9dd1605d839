import { z } from "zod";
import { Adopt, Connection, Description, Owner, ProjectName, Stamp } from "../fields.ts";
import { defineKind, del, get, patch, post } from "../kind.ts";
import { splitStamp, withStamp } from "../stamp.ts";

/** A Coolify project. Names may repeat at Coolify, so it is known by its stamp. It comes with an environment `production`. */
export const project = defineKind({
  type: "Project",
  doc: "A project: the Coolify home of one instance or one white-label.",
  example: { stamp: "air/air", name: "AIR", description: "Instance AIR" },
  input: z.strictObject({
    coolify: Connection,
    owner: Owner.optional(),
    adopt: Adopt,
    stamp: Stamp,
    name: ProjectName.describe("Shown in Coolify. Names may repeat there."),
    description: Description.default("").describe("Words for people; the stamp is added."),
  }),
  routes: {
    create: post("/projects"),
    read: get("/projects/{uuid}"),
    update: patch("/projects/{uuid}"),
    delete: del("/projects/{uuid}"),
  },
  createKeys: ["name", "description"],
  replaceOn: [],
  adopt: { by: "stamp", list: get("/projects") },
  toWire: ({ name, description, stamp }) => ({ name, description: withStamp(description, stamp) }),
  fromWire: (wire) => ({ name: wire.name, ...splitStamp(wire.description) }),
});
