import { z } from "zod";

/** What the description of a project, an environment or a server may contain (contract 3): letters, digits, space and these signs. */
const DESCRIPTION = /^[\p{L}\p{M}\p{N}\s\-_.,!?()'"+=*/@&]*$/u;

/** Longest description people may write: the rest of Coolify's 255 characters is kept for the stamp (decision 16). */
const DESCRIPTION_LENGTH = 150;

/** Name of the Coolify server in `servers.yaml`; empty where the fleet has one. Selects COOLIFY_BASE_URL_<NAME> and COOLIFY_TOKEN_<NAME>. */
export const Connection = z
  .string()
  .trim()
  .optional()
  .describe("Name of the Coolify server in servers.yaml. Default: the one that the provider instance names, or the only one there is.");

/**
 * Identity of the Coolify team that the stack lives in: its number and the moment it was made (decision 15); and Coolify's version when
 * it was last asked.
 */
export const Owner = z
  .object({ team: z.number().int(), since: z.string(), version: z.string().optional() })
  .describe("Team and Coolify that the parent belongs to: pass the `owner` of the project or of whatever it lives in.");
export type Owner = z.output<typeof Owner>;

/** `<stack>/<logical name>`: written into the description so that a lost object is found again. */
export const Stamp = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/, "must be <stack>/<name> of letters, digits, dots, dashes and underscores")
  .max(90, "is too long for a description: at most 90 characters")
  .describe("<stack>/<name>: the mark by which a lost object is found again. It stands at the end of the description.");

export const Uuid = z.string().trim().min(1, "must not be empty");

/** Name or uuid of something that is looked up while creating (decision 19). */
export const NameOrUuid = z.string().trim().min(1, "must not be empty");

export const Description = z
  .string()
  .trim()
  .max(DESCRIPTION_LENGTH, `must have at most ${DESCRIPTION_LENGTH} characters: the rest belongs to the stamp`)
  .regex(DESCRIPTION, "may only contain letters, digits, spaces and - _ . , ! ? ( ) ' \" + = * / @ &");

/** Of applications, services and databases Coolify takes any text; from `<` on it cuts HTML out (contract 4.6). */
export const WorkloadDescription = z
  .string()
  .trim()
  .max(DESCRIPTION_LENGTH, `must have at most ${DESCRIPTION_LENGTH} characters: the rest belongs to the stamp`)
  .regex(/^([^<\p{C}]|\n)*$/u, "must not contain < or control characters");

/** Project and environment names (contract 3). */
export const ProjectName = z
  .string()
  .trim()
  .min(3, "must have at least 3 characters")
  .max(255)
  .regex(/^[\p{L}\p{M}\p{N}\s\-_.@/&()#,:+]+$/u, "may only contain letters, digits, spaces and - _ . / @ & ( ) # , : +");

/** Coolify stores environment names in lower case and with `-` for `/` (trap T17). */
export const EnvironmentName = ProjectName.transform((name) => name.toLowerCase().replaceAll("/", "-"));

/** Whether an object that carries nobody's stamp may be taken over by its name. One that carries another stack's stamp never is. */
export const Adopt = z
  .boolean()
  .default(false)
  .describe(
    "Take over an object of this name that was made by hand, instead of making a second one. What carries a stamp of another stack is never taken over.",
  );

/** Whether data may go: without it, deletions leave volumes and configuration, and databases are not deleted at all. */
export const DeleteData = z
  .boolean()
  .default(false)
  .describe("Whether its data may be deleted with it. Without it volumes outlive their owner, and a database is not deleted at all.");
