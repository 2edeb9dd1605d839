import { z } from "zod";

/**
 * What a Coolify project description may contain (contract 3): letters, digits, space and these signs. Ours keep to it for every kind,
 * so that a text can move from one to the other.
 */
const DESCRIPTION = /^[\p{L}\p{M}\p{N}\s\-_.,!?()'"+=*/@&]*$/u;

/** Longest description people may write: the rest of Coolify's 255 characters is kept for the stamp (decision 16). */
const DESCRIPTION_LENGTH = 150;

/** Name of the Coolify server in `servers.yaml`; empty where the fleet has one. Selects COOLIFY_BASE_URL_<NAME> and COOLIFY_TOKEN_<NAME>. */
export const Connection = z.string().trim().optional();

/** Identity of the Coolify team that the stack lives in: its number and the moment it was made (decision 15). */
export const Owner = z.object({ team: z.number().int(), since: z.string() });
export type Owner = z.output<typeof Owner>;

/** `<stack>/<logical name>`: written into the description so that a lost object is found again. */
export const Stamp = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/, "must be <stack>/<name> of letters, digits, dots, dashes and underscores")
  .max(90, "is too long for a description: at most 90 characters");

export const Uuid = z.string().trim().min(1, "must not be empty");

export const Description = z
  .string()
  .trim()
  .max(DESCRIPTION_LENGTH, `must have at most ${DESCRIPTION_LENGTH} characters: the rest belongs to the stamp`)
  .regex(DESCRIPTION, "may only contain letters, digits, spaces and - _ . , ! ? ( ) ' \" + = * / @ &");

/** Project and environment names (contract 3). */
export const ProjectName = z
  .string()
  .trim()
  .min(3, "must have at least 3 characters")
  .max(255)
  .regex(/^[\p{L}\p{M}\p{N}\s\-_.@/&()#,:+]+$/u, "may only contain letters, digits, spaces and - _ . / @ & ( ) # , : +");

/** Coolify stores environment names in lower case and with `-` for `/` (trap T17). */
export const EnvironmentName = ProjectName.transform((name) => name.toLowerCase().replaceAll("/", "-"));
