import type { Kind } from "../kind.ts";
import { application } from "./application.ts";
import { environment } from "./environment.ts";
import { project } from "./project.ts";

/** Every declared kind. One that was ever released stays here for ever: state names it (facts of Pulumi 1.8). */
export const kinds = [project, environment, application] as unknown as readonly Kind[];
