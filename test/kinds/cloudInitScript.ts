import { z } from "zod";
import { Adopt, Connection, Owner, Stamp } from "../../providers/coolify/fields.ts";
import { defineKind, del, get, patch, post } from "../../providers/coolify/kind.ts";
import { splitStamp, withStamp } from "../../providers/coolify/stamp.ts";
import { longText, shownName } from "../../providers/coolify/text.ts";

/** Letters that the name leaves to the stamp, its mark and a space. */
const STAMP_LENGTH = 100;

/** The kind of the recipe in CONTRIBUTING.md: names may repeat and there is no description, so the name carries the stamp (decision 16). */
export const cloudInitScript = defineKind({
  type: "CloudInitScript",
  doc: "A script that a new machine runs when it starts for the first time.",
  example: { stamp: "air/first-start", name: "First start", script: "#!/bin/sh\napt-get update" },
  input: z.strictObject({
    coolify: Connection,
    owner: Owner.optional(),
    adopt: Adopt,
    stamp: Stamp,
    name: shownName(255 - STAMP_LENGTH).describe("Shown in Coolify; the stamp is added."),
    script: longText()
      .regex(/^(#!|#cloud-config)/, "must start with #! or #cloud-config")
      .describe("A shell script, or a cloud-config in YAML.")
      .meta({ secret: true, examples: ["#!/bin/sh\nreboot", "#cloud-config\npackages: [git]"] }),
  }),
  routes: {
    create: post("/cloud-init-scripts"),
    read: get("/cloud-init-scripts/{uuid}"),
    update: patch("/cloud-init-scripts/{uuid}"),
    delete: del("/cloud-init-scripts/{uuid}"),
  },
  createKeys: ["name", "script"],
  replaceOn: [],
  adopt: { by: "stamp", stampIn: "name", list: get("/cloud-init-scripts") },
  toWire: ({ name, stamp, script }) => ({ name: withStamp(name, stamp), script }),
  fromWire: (wire) => {
    const { description: name, stamp } = splitStamp(wire.name);
    return { name, stamp, ...("script" in wire && { script: wire.script }) };
  },
});
