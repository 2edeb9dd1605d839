import { z } from "zod";
import { line, text } from "../field.ts";
import type { Rule } from "./rule.ts";
import { RULES } from "./rules.ts";

const WorkloadName = text(
  { title: "the name of an application, service or database such as air-db-main-prod", description: "What is excused." },
  /^[^<>\p{C}]{1,255}$/u,
);

const Excused = ({ demands, why }: Rule) =>
  z
    .record(WorkloadName, line("Why, for whoever reads it next.", "the reporting tool reads it until March"))
    .meta({ title: "names, each with a reason", description: `Who need not keep it. ${demands} ${why}` })
    .optional();

/** `policies.yaml`: who need not keep a rule, and why. */
export const PoliciesFile = z.strictObject({
  excused: z
    .strictObject(Object.fromEntries(RULES.map((rule) => [rule.name, Excused(rule)])))
    .meta({
      title: "rules, each with names and reasons",
      description: "By rule, the workloads that need not keep it, each with its reason.",
    })
    .optional(),
});
