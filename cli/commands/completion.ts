import { EXIT, Failure } from "../../verbs/failure.ts";
import type { CommandGroup, CommandSpec } from "../call.ts";
import { completionText, SHELLS } from "../completion.ts";

/** @param commands of the whole program; asked when it runs, since this command is one of them */
export const completionOf = (commands: () => readonly (CommandSpec | CommandGroup)[]): CommandSpec => ({
  name: "completion",
  summary: 'Prints what makes a shell complete the words of this program: eval "$(./pf completion bash)".',
  words: { "<shell>": `which shell: ${SHELLS.join(", ")}` },
  perform: async ({ terminal, words, json, context }) => {
    const shell = SHELLS.find((one) => one === words[0]);
    if (!shell) throw new Failure(EXIT.usage, `There is no completion for "${words[0]}".`, `Known are ${SHELLS.join(", ")}.`);
    const text = completionText(shell, commands(), context);
    terminal.result(json ? JSON.stringify({ shell, text }) : text);
    return EXIT.ok;
  },
});
