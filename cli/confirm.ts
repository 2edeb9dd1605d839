import { EXIT, Failure } from "../verbs/failure.ts";
import type { Grave, Plan } from "../verbs/plan.ts";
import type { Call } from "./call.ts";
import { renderPlans } from "./terminal/plans.ts";

/** Options of every command that changes something. */
export const CONFIRMING: Record<string, string> = {
  "--yes": "do not ask, except for what needs a name typed: deletions, and changes of what exists in production",
  "--confirm <names>": "in CI, together with --yes: names that need not be typed, separated by commas",
};

const WHY: Record<Grave["reason"], string> = {
  takenOver: "Coolify has this stack already, though Pulumi's state here does not know it: its production is taken over",
  deletion: "Something is deleted",
  production: "Production is changed",
};

const GRAVEST = Object.keys(WHY) as Grave["reason"][];

/**
 * Shows what is about to be done and asks. Where nobody can be asked, nothing is changed.
 *
 * @throws Failure `declined`, or `needsConfirmation` where nobody can answer
 */
export async function confirmPlans(call: Call, plans: Plan[]): Promise<void> {
  const changing = plans.filter(({ changes }) => changes.length > 0);
  if (changing.length === 0) return;
  const { terminal } = call;
  terminal.say(renderPlans(changing, terminal.colors));
  const grave = changing.filter((plan) => plan.grave.length > 0);
  for (const { stack, grave: steps } of grave) {
    const gravest = GRAVEST.find((one) => steps.some(({ reason }) => reason === one)) ?? "production";
    await confirmName(call, stack, WHY[gravest]);
  }
  // Whoever typed the names has read the plan.
  if (changing.length > grave.length && grave.length === 0) await confirmYes(call, `Make these changes to ${named(changing)}?`);
}

const named = (plans: Plan[]) => (plans.length === 1 ? `"${plans[0]?.stack}"` : `${plans.length} stacks`);

/** Asks, unless `--yes` answers. @throws Failure `declined`, or `needsConfirmation` where nobody can answer */
export async function confirmYes({ terminal, options }: Call, question: string): Promise<void> {
  if (options.yes) return;
  if (!terminal.interactive)
    throw new Failure(EXIT.needsConfirmation, "Nobody is here to confirm this.", "Add --yes to go on without asking.");
  if (!(await terminal.ask(question))) throw declined();
}

/**
 * Has a name typed. `--yes` does not stand for it; in CI `--yes --confirm <name>` does (decision 33), and on the sandbox
 * that this program has started nothing can be harmed.
 *
 * @param why `Something is deleted`
 */
export async function confirmName({ terminal, options, context }: Call, name: string, why: string): Promise<void> {
  if (context.offline && options.yes) return;
  const inCi = context.environment.CI === "true";
  const given = String(options.confirm ?? "").split(",");
  if (inCi && options.yes && given.includes(name)) return;
  if (!terminal.interactive)
    throw new Failure(
      EXIT.needsConfirmation,
      `${why}: the name "${name}" must be typed, and nobody is here to type it.`,
      `Run it in a terminal. In CI (CI=true) \`--yes --confirm ${name}\` stands for it.`,
    );
  const typed = await terminal.type(`${why}. Type "${name}" to go on:`);
  if (typed !== name) throw declined();
}

const declined = () => new Failure(EXIT.declined, "Nothing was changed.");
