import { nameMessages, nameRules } from "../validation/names.ts";
import type { InputSpec } from "../validation/validate.ts";

/** POST …/environments takes the name alone (contract 3). */
export const createEnvironmentInput: InputSpec = { rules: { name: nameRules.required }, messages: nameMessages };
