import { jsonSchemas } from "../../config/jsonSchema.ts";
import { EXIT, Failure } from "../../verbs/failure.ts";
import type { CommandSpec } from "../call.ts";

export const schema: CommandSpec = {
  name: "schema",
  summary: "Prints the JSON Schema of a configuration file, with which an editor completes and explains its keys.",
  words: { "<file>": `which file: ${Object.keys(jsonSchemas()).join(", ")}` },
  perform: async ({ terminal, words }) => {
    const known = jsonSchemas();
    const wanted = known[words[0] ?? ""];
    if (!wanted) throw new Failure(EXIT.usage, `There is no schema "${words[0]}".`, `Known are ${Object.keys(known).join(", ")}.`);
    terminal.result(JSON.stringify(wanted, null, 2));
    return EXIT.ok;
  },
};
