import type { Allowed } from "./allowed.ts";

/** Projects and environments (contract 3). */
export const project: Allowed = {
  routes: {
    "POST /projects": ["name", "description"],
    "PATCH /projects/{uuid}": ["name", "description"],
    "POST /projects/{project}/environments": ["name"],
    "PATCH /projects/{project}/environments/{uuid}": ["name", "description"],
  },
};
