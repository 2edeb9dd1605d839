import { loadFleet, stackNamed } from "../../../config/load.ts";
import type {
  ResolvedApplication,
  ResolvedDatabase,
  ResolvedInstance,
  ResolvedService,
  ResolvedValue,
  ResolvedWhiteLabel,
} from "../../../config/resolved.ts";
import type { Context } from "../../context.ts";
import { EXIT, Failure } from "../../failure.ts";

/** Everything that runs in a stack, or in one environment or application of it. */
export interface Parts {
  /** `air`. */
  code: string;
  applications: ResolvedApplication[];
  services: ResolvedService[];
  databases: ResolvedDatabase[];
}

/** What is exported of a stack. */
export interface Choice {
  /** Only this environment of Coolify. */
  environment?: string | undefined;
  /** Only this application, service or database. */
  workload?: string | undefined;
}

/** @throws UnknownStackError, ConfigError, Failure `usage` for the platform, `unknownName` where nothing is left */
export function partsOf(context: Context, name: string, choice: Choice): Parts {
  const stack = stackNamed(loadFleet(context.config), name);
  if (stack.kind === "platform")
    throw new Failure(EXIT.usage, "The platform runs nothing that could be exported.", "`--format json` gives what it is made of.");
  const parts = chosen(stack, choice);
  const { applications, services, databases } = parts;
  if (applications.length + services.length + databases.length > 0) return parts;
  const names = [...stack.environments, ...namesIn(chosen(stack, {}))].join(", ");
  throw new Failure(EXIT.unknownName, `"${name}" has nothing of that name.`, `It has ${names}.`);
}

function chosen(stack: ResolvedInstance | ResolvedWhiteLabel, { environment, workload }: Choice): Parts {
  const tiers = stack.kind === "instance" ? [stack, ...stack.products] : [stack];
  const isWanted = (part: { name: string; environment: string }) =>
    (environment === undefined || part.environment === environment) && (workload === undefined || part.name === workload);
  return {
    code: stack.code,
    applications: tiers.flatMap(({ applications }) => applications).filter(isWanted),
    services: tiers.flatMap(({ services }) => services).filter(isWanted),
    databases: tiers.flatMap(({ databases }) => databases).filter(isWanted),
  };
}

const namesIn = ({ applications, services, databases }: Parts) => [...applications, ...services, ...databases].map(({ name }) => name);

/** Name of the variable of the shell that stands for what is only known elsewhere. */
export function referenceOf(value: Exclude<ResolvedValue, { value: string } | { parts: ResolvedValue[] }>): string {
  const upper = (name: string) => name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
  if ("secret" in value) return `PF_SECRET_${upper(value.secret)}`;
  if ("generated" in value) return `PF_GENERATED_${upper(value.generated)}`;
  return `PF_DATABASE_${upper(value.database)}_${value.part === "externalUrl" ? "EXTERNAL_" : ""}URL`;
}

/** A value as a text in which `${NAME}` stands for what is secret; `keep` keeps the rest from being read so. */
export function textOf(value: ResolvedValue, keep: (text: string) => string = (text) => text): string {
  if ("value" in value) return keep(value.value);
  if ("parts" in value) return value.parts.map((part) => textOf(part, keep)).join("");
  return `\${${referenceOf(value)}}`;
}

/** Whether some of it is not in the configuration: only where it is to be found. */
export function isReference(value: ResolvedValue): boolean {
  return "parts" in value ? value.parts.some(isReference) : !("value" in value);
}

/** The variables of a shell that a value refers to. */
export function referencesIn(value: ResolvedValue): string[] {
  if ("value" in value) return [];
  return "parts" in value ? value.parts.flatMap(referencesIn) : [referenceOf(value)];
}
