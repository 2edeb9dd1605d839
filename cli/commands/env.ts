import { shellEnvironment } from "../../verbs/env.ts";
import { EXIT } from "../../verbs/failure.ts";
import type { CommandSpec } from "../call.ts";

export const env: CommandSpec = {
  name: "env",
  summary: 'Prints the environment for plain Pulumi: eval "$(./pf env)", then `pulumi preview` and `pulumi up` in the folder.',
  perform: async ({ context, terminal, json }) => {
    const { exports, ...document } = shellEnvironment(context);
    terminal.result(json ? JSON.stringify(document) : exports);
    return EXIT.ok;
  },
};
