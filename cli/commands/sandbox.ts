import { EXIT } from "../../verbs/failure.ts";
import { emptySandbox, type StartedSandbox, startSandbox } from "../../verbs/sandbox.ts";
import type { Call, CommandSpec } from "../call.ts";
import { untilInterrupted } from "../interrupt.ts";

export const sandbox: CommandSpec = {
  name: "sandbox",
  summary: "Runs a command on an offline Coolify of this machine (`pf sandbox up air`); without one, keeps it running.",
  words: { "[command...]": "a command of this program with its words and options" },
  options: { "--fresh": "empty the sandbox first: its Coolify, its state, nothing else" },
  passThrough: true,
  perform: async (call) => {
    const words = call.words.filter((word) => word !== "--fresh");
    if (call.options.fresh || words.length < call.words.length) emptySandbox(call.context);
    const started = await startSandbox(call.context);
    try {
      if (words.length === 0) return await keepRunning(call, started);
      const exit = await call.runAgain(words, started.context);
      if (exit === EXIT.ok && !call.json && words[0] === "up") pointToRealOne(call, words[1]);
      return exit;
    } finally {
      await started.stop();
    }
  },
};

async function keepRunning({ terminal, json }: Call, { variables, exports }: StartedSandbox): Promise<number> {
  terminal.result(json ? JSON.stringify({ variables }) : exports);
  terminal.say("An offline Coolify is running. Paste the lines above into another terminal; Ctrl-C here ends it.");
  await untilInterrupted();
  return EXIT.ok;
}

function pointToRealOne({ terminal }: Call, stack: string | undefined): void {
  const { dim } = terminal.colors;
  terminal.say(
    [
      "",
      "This ran on an offline Coolify on this machine. On your own:",
      "  export COOLIFY_BASE_URL=https://coolify.example.com",
      `  export COOLIFY_TOKEN=…        ${dim("# Coolify → Keys & Tokens → API tokens: read, read:sensitive, write, deploy")}`,
      `  ./pf up ${stack && !stack.startsWith("-") ? stack : "air"}`,
    ].join("\n"),
  );
}
