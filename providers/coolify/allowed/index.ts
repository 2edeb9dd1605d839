import type { Allowed } from "./allowed.ts";
import { application } from "./application.ts";
import { project } from "./project.ts";

const all: readonly Allowed[] = [project, application];

const merged = <Value>(parts: readonly (Readonly<Record<string, Value>> | undefined)[]): Readonly<Record<string, Value>> =>
  Object.assign({}, ...parts);

export const allowed = merged(all.map(({ routes }) => routes));
export const dropped = merged(all.map(({ dropped }) => dropped));
export const skipped = merged(all.map(({ skipped }) => skipped));
