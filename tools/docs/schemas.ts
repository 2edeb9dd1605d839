import { mkdirSync, writeFileSync } from "node:fs";
import { schemaFiles } from "../../config/jsonSchema.ts";

// npm run docs: the JSON Schemas by which editors complete the YAML.
mkdirSync("config/schemas", { recursive: true });
for (const [path, text] of Object.entries(schemaFiles())) writeFileSync(`config/${path}`, text);
