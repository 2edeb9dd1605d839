import { z } from "zod";
import { CoreFile, InstanceFile, ProductFile, ReleaseFile, ServersFile } from "./schema.ts";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** By the ending of the file that it describes: what an editor needs to complete keys and to explain them. */
export function jsonSchemas(): Record<string, JsonSchema> {
  return {
    "pf-core.config": jsonSchema(CoreFile),
    instance: jsonSchema(InstanceFile),
    product: jsonSchema(ProductFile),
    servers: jsonSchema(ServersFile),
    release: jsonSchema(ReleaseFile),
  };
}

function jsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    io: "input",
    override: ({ jsonSchema: written }) => {
      delete written.instead;
      // Numbers are read as they are written, so that 1.10 stays 1.10; editors shall take them where a text is expected.
      if (written.type === "string" && written.enum === undefined) Object.assign(written, { type: ["string", "number"] });
      if (written.propertyNames !== undefined) written.propertyNames = { ...(written.propertyNames as JsonSchema), type: "string" };
    },
  });
}
