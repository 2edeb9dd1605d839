import type { Grave, Plan } from "../../verbs/plan.ts";
import { renderStep } from "./summary.ts";
import type { Terminal } from "./terminal.ts";

type Colors = Terminal["colors"];

/** Deletions have a sign of their own. */
const MARKS: Record<Grave["reason"], string> = { deletion: "", production: "production", takenOver: "taken over" };

/** What is about to be done, a line each; what needs a name typed says why. */
export function renderPlans(plans: Plan[], colors: Colors): string {
  return plans
    .map((plan) => {
      const reasons = new Map(plan.grave.map(({ step, reason }) => [step.urn, reason]));
      const lines = plan.changes.map((step) => {
        const mark = MARKS[reasons.get(step.urn) ?? "deletion"];
        return `${renderStep(step, colors)}${mark && colors.red(`  ${mark}`)}`;
      });
      return [plans.length > 1 ? colors.bold(plan.stack) : "", ...lines].filter(Boolean).join("\n");
    })
    .join("\n");
}
