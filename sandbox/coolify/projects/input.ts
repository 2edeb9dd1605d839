import { descriptionMessages, descriptionRules, nameMessages, nameRules } from "../validation/names.ts";
import type { InputSpec } from "../validation/validate.ts";

const messages = { ...nameMessages, ...descriptionMessages };

/** POST /projects (ProjectController, contract 3). */
export const createProjectInput: InputSpec = { rules: { name: nameRules.required, description: descriptionRules }, messages };

/** PATCH of a project or an environment: null passes and is stored as "" (contract 3). */
export const changeProjectInput: InputSpec = { rules: { name: nameRules.optional, description: descriptionRules }, messages };
