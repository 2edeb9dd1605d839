import type { z } from "zod";
import { databaseDeploymentShape, serviceDeploymentShape } from "../../providers/coolify/deployment/containerShape.ts";
import { deploymentShape } from "../../providers/coolify/deployment/shape.ts";
import type { Kind } from "../../providers/coolify/kind.ts";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import type { ResourceShape } from "../../providers/coolify/shape.ts";
import * as variables from "../../providers/coolify/variables/shape.ts";
import { merged, type Row, rowsOf } from "./rows.ts";

/** Fields that mean the same in every kind: told once, in front. */
export const EVERYWHERE = ["coolify", "owner", "stamp", "adopt"];

/** The providers that are written by hand beside the engine, with what their declaration does not say. */
export const BY_HAND: readonly { shape: ResourceShape; doc: string }[] = [
  ...Object.values(variables).flatMap((shape) =>
    typeof shape === "object" && "type" in shape
      ? [
          {
            shape: shape as ResourceShape,
            doc: "All variables of one place as one resource: one request for those that changed, one for each that goes. Rows of others stay untouched.",
          },
        ]
      : [],
  ),
  {
    shape: deploymentShape,
    doc: "One run of an application's deployment: asked for, followed to its end, checked from outside. A new fingerprint is a new run.",
  },
  {
    shape: serviceDeploymentShape,
    doc: "A service that was started and awaited until its server reports that it runs. A new fingerprint is applied while it runs.",
  },
  {
    shape: databaseDeploymentShape,
    doc: "A database that was started and awaited until its server reports that it runs. A new fingerprint restarts it.",
  },
];

const entriesOf = (schema: z.ZodObject) => Object.entries(schema.shape as Record<string, z.ZodType>);

/** All fields of a kind, without those that stand in front. */
export const fieldRows = ({ input }: ResourceShape): Row[] =>
  merged(entriesOf(input).flatMap(([key, schema]) => (EVERYWHERE.includes(key) ? [] : rowsOf(schema, key))));

/** Text inside a table: outside of code a bracket would begin a tag. */
const cell = (text: string) =>
  text
    .replaceAll("|", "\\|")
    .replaceAll("\n", " ")
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part.replaceAll("<", "&lt;") : part))
    .join("`");

function notes({ meta, only }: Row): string {
  return [
    only.length > 0 && `Of ${only.map((option) => `\`${option}\``).join(", ")}.`,
    meta.description,
    meta.since && `Since Coolify ${meta.since}.`,
    meta.secret && "Encrypted in state.",
    meta.writeOnly && `Coolify does not show it again (${meta.writeOnly}).`,
    meta.onlyCreate && `Taken when the object is made, not later (${meta.onlyCreate}).`,
  ]
    .filter(Boolean)
    .join(" ");
}

const table = (rows: readonly Row[]): string[] => [
  "| field | type | default | notes |",
  "|---|---|---|---|",
  ...rows.map((row) => `| \`${row.path}\` | ${cell(row.type)} | ${cell(row.fallback)} | ${cell(notes(row))} |`),
];

const list = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(", ");

/** What a person wants to know before using it, from the declaration. */
function facts(kind: Kind): string[] {
  const { parents, replaceOn, routes, adopt, data, deletedLater, tags } = kind;
  const inside = Object.keys(parents ?? {});
  const replacing = [...replaceOn, ...(routes.move ? inside.filter((key) => key !== "project") : inside)];
  return [
    inside.length > 0 ? `Lives in: ${list(inside)}.` : "Lives in: the team.",
    replacing.length > 0
      ? `Another object (deleted first, then made): a change of ${list([...new Set(replacing)])}.`
      : "Everything changes in place.",
    routes.move && "A change of `project` or `environment` moves it.",
    tags && "Tags are attached and taken off one by one; those that are not named stay.",
    foundAgain(adopt, inside),
    !routes.create && "Coolify makes it: it is found and changed, never made.",
    !routes.delete && "Coolify cannot delete it: removing the resource leaves it there.",
    deletedLater && "Coolify deletes it in the background; `destroy` waits until it is gone.",
    data?.onDelete === "refused" && "Never deleted without `deleteData: true`: it is the data itself.",
    data?.onDelete === "volumesStay" && "Its Docker volumes are never deleted without `deleteData: true`; those that stay are named.",
  ]
    .filter(Boolean)
    .map((line) => `- ${line}`);
}

function foundAgain(adopt: Kind["adopt"], inside: readonly string[]): string {
  if (!adopt) return "There is exactly one in its place, so it is never searched for.";
  if (adopt.by === "stamp") return `Found again by its stamp, which stands in its ${adopt.stampIn ?? "description"}.`;
  return inside.length > 0 ? "Found again by what is unique inside its parent." : "Found again by its name.";
}

function results(kind: Kind): string[] {
  if (!kind.results) return [];
  const rows = entriesOf(kind.results.schema).flatMap(([key, schema]) => rowsOf(schema, key));
  return [
    "",
    "Results, besides `uuid` and `owner`:",
    "",
    "| result | type | notes |",
    "|---|---|---|",
    ...rows.map((row) => `| \`${row.path}\` | ${cell(row.type)} | ${cell(row.meta.description ?? "")} |`),
  ];
}

const shared = (shape: ResourceShape) => EVERYWHERE.filter((key) => key in shape.input.shape);
const besides = (shape: ResourceShape) => `Besides: ${list(shared(shape))}.`;

const chapter = (kind: Kind): string[] => [
  `## ${kind.type}`,
  "",
  kind.doc,
  "",
  ...facts(kind),
  "",
  ...table(fieldRows(kind)),
  "",
  besides(kind),
  ...results(kind),
  "",
  "```json",
  JSON.stringify(kind.example, null, 2),
  "```",
  "",
];

const byHand = ({ shape, doc }: { shape: ResourceShape; doc: string }): string[] => [
  `### ${shape.type}`,
  "",
  doc,
  "",
  ...table(fieldRows(shape)),
  "",
  besides(shape),
  "",
];

/** Rows of the fields that every kind may have, from the first kind that has them. */
function everywhereRows(): Row[] {
  return EVERYWHERE.flatMap((key) => {
    const kind = kinds.find(({ input }) => key in input.shape);
    const [row] = kind ? rowsOf((kind.input.shape as Record<string, z.ZodType>)[key] as z.ZodType, key) : [];
    return row ? [row] : [];
  });
}

/** The whole reference. */
export const kindsText = (): string =>
  [
    "# Kinds",
    "",
    "Every kind of resource and every field, generated by `npm run docs` from `providers/coolify/kinds/`; a test keeps it current. `<Project>` in an example is the uuid of a project, `<Environment name>` that output of an environment.",
    "",
    `Kinds: ${kinds.map(({ type }) => `[${type}](#${type.toLowerCase()})`).join(", ")}. By hand: ${BY_HAND.map(({ shape }) => `[${shape.type}](#${shape.type.toLowerCase()})`).join(", ")}.`,
    "",
    "## Fields of every kind",
    "",
    ...table(everywhereRows()),
    "",
    ...kinds.flatMap(chapter),
    "## Written by hand",
    "",
    ...BY_HAND.flatMap(byHand),
  ]
    .join("\n")
    .trimEnd()
    .concat("\n");
