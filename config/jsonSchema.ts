import { z } from "zod";
import { type FileKind, KINDS } from "./files.ts";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Names of the schemas: the ending of the file that each describes. */
const NAMES: Record<FileKind, string> = {
  core: "pf-core.config",
  instance: "instance",
  product: "product",
  whiteLabel: "white-label",
  servers: "servers",
  release: "release",
  platform: "platform",
  access: "access",
  policies: "policies",
};

/** By the ending of the file that it describes: what an editor needs to complete keys and to explain them. */
export function jsonSchemas(): Record<string, JsonSchema> {
  return Object.fromEntries((Object.keys(NAMES) as FileKind[]).map((kind) => [NAMES[kind], jsonSchema(KINDS[kind].schema)]));
}

/** Marks of fields that are for this program only. */
const OWN_MARKS = ["instead", "open", "argument", "hidden"];

function jsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    // The newest draft that the YAML language server understands.
    target: "draft-7",
    io: "input",
    reused: "ref",
    override: ({ jsonSchema: written }) => {
      for (const mark of OWN_MARKS) delete written[mark];
      // Numbers are read as they are written, so that 1.10 stays 1.10; editors shall take them where a text is expected.
      if (written.type === "string" && written.enum === undefined) Object.assign(written, { type: ["string", "number"] });
      if (written.propertyNames !== undefined) written.propertyNames = { ...(written.propertyNames as JsonSchema), type: "string" };
    },
  });
}

/** The schemas as files for editors, by their path from the configuration's folder: `schemas/instance.schema.json`. */
export function schemaFiles(): Record<string, string> {
  const named = Object.entries(jsonSchemas()).map(([name, schema]) => [
    `schemas/${name}.schema.json`,
    `${JSON.stringify(schema, null, 2)}\n`,
  ]);
  return Object.fromEntries(named);
}

/** First line of a file, by which editors find its schema. */
export function schemaLine(kind: FileKind, path: string): string {
  const up = "../".repeat(path.split("/").length - 1);
  return `# yaml-language-server: $schema=${up}schemas/${NAMES[kind]}.schema.json`;
}
