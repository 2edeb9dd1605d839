import { destroyStack } from "../../verbs/destroy.ts";
import { EXIT, Failure } from "../../verbs/failure.ts";
import { chooseInstance } from "../../verbs/target.ts";
import type { CommandSpec } from "../call.ts";
import { confirmed } from "../confirm.ts";
import { runAndReport } from "../runAndReport.ts";

export const destroy: CommandSpec = {
  name: "destroy",
  summary: "Deletes everything of an instance at Coolify. Volumes stay on the server.",
  words: { "[stack]": "which instance; not needed where the fleet has one" },
  options: { "--yes": "do not ask before deleting" },
  perform: async (call) => {
    const { stack, instance } = chooseInstance(call.context, call.words[0]);
    const applications = [...instance.applications, ...instance.products.flatMap((product) => product.applications)];
    const question = `Delete "${stack}" with its ${applications.length} applications (${applications.map(({ name }) => name).join(", ")})?`;
    if (!(await confirmed(call, question))) throw new Failure(EXIT.declined, "Nothing was deleted.");
    await runAndReport(call, (options) => destroyStack(call.context, stack, options));
    return EXIT.ok;
  },
};
