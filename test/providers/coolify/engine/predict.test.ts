import { expect, test } from "@jest/globals";
import { z } from "zod";
import { check } from "../../../../providers/coolify/engine/check.ts";
import { predict } from "../../../../providers/coolify/engine/update.ts";
import { type Kind, patch } from "../../../../providers/coolify/kind.ts";
import { UNKNOWN } from "../../../../providers/coolify/unknown.ts";
import type { Properties } from "../../../../providers/coolify/values.ts";

const disk = {
  type: "Disk",
  doc: "",
  example: {},
  input: z.strictObject({ project: z.string(), owner: z.unknown().optional(), name: z.string(), size: z.number().default(1) }),
  output: z.object({ uuid: z.string(), owner: z.unknown(), path: z.string() }),
  routes: { update: patch("/disks/{uuid}"), move: patch("/disks/{uuid}/move") },
  parents: { project: patch("/projects/{project}") },
  createKeys: ["name"],
  replaceOn: [],
  results: { schema: z.object({ path: z.string() }), of: ({ path }: Properties) => ({ path }), movedBy: ["size"] },
  toWire: ({ name, size }: Properties) => ({ name, size }),
  fromWire: (wire: Properties) => wire,
} as unknown as Kind;

const owner = { team: 1, since: "x" };
const olds = { ...check(disk, { project: "p", name: "a" }).inputs, uuid: "u", owner, path: "/a" };
const foretold = (more: Record<string, unknown>) =>
  predict(disk, "u", olds, { ...check(disk, { project: "p", name: "a" }).inputs, ...more });

test.each([
  ["a change that leaves it alone", { name: "b" }, "/a"],
  ["a change that moves it", { size: 2 }, UNKNOWN],
  ["an input that is not known", { name: UNKNOWN }, UNKNOWN],
  ["a new project, whose owner is not known", { project: UNKNOWN, owner: UNKNOWN }, "/a"],
])("what Coolify tells besides, after %s", (_, more, path) => expect(foretold(more)).toMatchObject({ uuid: "u", owner, path }));
