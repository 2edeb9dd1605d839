import { z } from "zod";
import { choice, listOf, text } from "./field.ts";

export const RIGHTS = ["read", "deploy", "deploy_production", "provision", "destroy"] as const;

const Right = choice(
  {
    title: `one of ${RIGHTS.join(", ")}`,
    description: "read: status and configuration; deploy: all but production; deploy_production; provision: up; destroy.",
  },
  RIGHTS,
);

const Member = text(
  { title: 'a person such as ada, or "*" for everybody', description: "Name by which the program knows a person." },
  /^(\*|[A-Za-z0-9][A-Za-z0-9._@+-]{0,99})$/,
);

const StackName = text({ title: "the name of a stack such as air", description: "A stack of this fleet." }, /^[a-z][a-z0-9-]{1,100}$/);

/** `access.yaml`: who may do what, by role. */
export const AccessFile = z.record(
  text({ title: "a name of a role: lower case letters, digits and hyphens", description: "A role." }, /^[a-z][a-z0-9-]{0,40}$/),
  z
    .strictObject({
      members: listOf(Member, "Who has the role."),
      may: listOf(Right, "What they may do."),
      stacks: listOf(StackName, "Where. Default: everywhere.").optional(),
    })
    .meta({ title: "a block of keys", description: "A role: who may do what, and where." }),
);
