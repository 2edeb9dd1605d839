import { z } from "zod";
import { Connection, Owner, Uuid } from "../fields.ts";
import type { Wire } from "../kind.ts";
import { text } from "./applicationText.ts";

const shown = () => text().regex(/^[^<\p{C}]*$/u, "must not contain < or control characters");

export const Container = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .describe("Name of the container in the compose text. Another one is another part.");

/** Inputs of both sorts of parts. What is left out stays as Coolify has it. */
export const part = {
  coolify: Connection,
  owner: Owner.optional(),
  service: Uuid.describe("Uuid of the service."),
  humanName: shown().optional().describe("Name shown in Coolify. Empty: the container's."),
  description: shown().optional().describe("Words for people. Empty: none."),
  image: text()
    .min(1, "must not be empty")
    .optional()
    .describe(
      "Image with tag, for a one-click service. With a compose text write it there: Coolify puts it into the text, which then differs from yours.",
    )
    .meta({ examples: ["nginx:1.27", "nginx:1.28"] }),
  excludeFromStatus: z
    .boolean()
    .optional()
    .describe(
      'Whether the status of the service leaves it out: for stale parts. `restart: "no"` in the compose text sets it at every change.',
    ),
  logDrain: z
    .boolean()
    .optional()
    .describe("Whether its log goes to the log drain of the server, which must have one.")
    .meta({ examples: [false] }),
};

/** Input → wire key. */
export const PART_COLUMNS = {
  humanName: "human_name",
  description: "description",
  image: "image",
  excludeFromStatus: "exclude_from_status",
  logDrain: "is_log_drain_enabled",
} as const;

type Columns = Readonly<Record<string, string>>;

/** Fields that the inputs name; an empty text is nothing (trap T10). */
export const partToWire = (columns: Columns, inputs: Wire): Wire =>
  Object.fromEntries(
    Object.entries(columns)
      .filter(([name]) => inputs[name] !== undefined)
      .map(([name, key]) => [key, inputs[name] === "" ? null : inputs[name]]),
  );

/** The same back. Without any inputs, as in an import, all that there is. */
export function partFromWire(columns: Columns, wire: Wire, inputs: Wire): Wire {
  const isImport = inputs.container === undefined;
  return Object.fromEntries(
    Object.entries(columns)
      .filter(([name, key]) => key in wire && (isImport ? wire[key] !== null : inputs[name] !== undefined))
      .map(([name, key]) => [name, wire[key] ?? (typeof inputs[name] === "string" ? "" : undefined)]),
  );
}
