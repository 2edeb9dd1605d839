import { EXIT, Failure } from "../../verbs/failure.ts";
import { type Answers, optionOf, QUESTIONS, TIERS, type Tier } from "../../verbs/scaffold/answers.ts";
import { draft, write } from "../../verbs/scaffold/scaffold.ts";
import type { Call, CommandGroup, CommandSpec } from "../call.ts";

const SUMMARIES: Record<Tier, string> = {
  instance: "Writes the YAML of a new instance: one project in Coolify.",
  product: "Writes the YAML of a new product of an instance.",
  "white-label": "Writes the YAML of a product for one client, in a project of its own.",
};

const command = (tier: Tier): CommandSpec => ({
  name: tier,
  summary: SUMMARIES[tier],
  options: {
    ...Object.fromEntries(QUESTIONS[tier].map(({ key, question }) => [`${optionOf(key)} <text>`, question])),
    "--dry-run": "show the file and what `up` would do, write nothing",
    "--yes": "do not ask: what is not said is the default",
  },
  perform: async (call) => {
    const { context, terminal, options, json } = call;
    const made = draft(context, tier, await answers(call, tier));
    const written = !options.dryRun && (await confirmed(call, made.file));
    if (written) write(context, made);
    if (json) terminal.result(JSON.stringify({ ...made, written }));
    else {
      if (options.dryRun) terminal.result(made.text.trimEnd());
      else terminal.result(`${terminal.colors.green("✓")} config/${made.file}`);
      for (const line of made.explanation) terminal.say(line);
    }
    return EXIT.ok;
  },
});

/** What the options say, and in a terminal what a person answers to the rest. */
async function answers({ terminal, options }: Call, tier: Tier): Promise<Answers> {
  const given: Record<string, string> = {};
  for (const { key } of QUESTIONS[tier]) if (typeof options[key] === "string") given[key] = options[key];
  if (!terminal.interactive || options.yes) return given;
  for (const { key, question, standard, skip } of QUESTIONS[tier]) {
    if (given[key] !== undefined || skip?.(given)) continue;
    const proposal = standard?.(given);
    const answer = await terminal.type(proposal ? `${question} [${proposal}]` : question);
    given[key] = answer.trim() || (proposal ?? "");
  }
  return given;
}

async function confirmed({ terminal, options }: Call, file: string): Promise<boolean> {
  if (options.yes) return true;
  if (!terminal.interactive)
    throw new Failure(EXIT.needsConfirmation, "Nobody is here to confirm this.", "Add --yes to write the file, or --dry-run to see it.");
  if (!(await terminal.ask(`Write config/${file}?`))) throw new Failure(EXIT.declined, "Nothing was written.");
  return true;
}

export const fresh: CommandGroup = {
  name: "new",
  summary: "Writes the YAML of an instance, a product or a white-label, and says what `up` will do with it.",
  commands: TIERS.map(command),
};
