import type { CommandGroup, CommandSpec } from "../call.ts";
import { completionOf } from "./completion.ts";
import { config } from "./config.ts";
import { destroy } from "./destroy.ts";
import { doctor } from "./doctor.ts";
import { drift } from "./drift.ts";
import { env } from "./env.ts";
import { importing } from "./import.ts";
import { fresh } from "./new.ts";
import { preview } from "./preview.ts";
import { previews } from "./previews.ts";
import { pullRequest } from "./pullRequest.ts";
import { refresh } from "./refresh.ts";
import { sandbox } from "./sandbox.ts";
import { schema } from "./schema.ts";
import { status } from "./status.ts";
import { up } from "./up.ts";

/** Every command of the program, in the order of its help. */
export const commands: (CommandSpec | CommandGroup)[] = [
  up,
  preview,
  pullRequest,
  previews,
  status,
  refresh,
  drift,
  destroy,
  fresh,
  importing,
  config,
  doctor,
  env,
  schema,
  sandbox,
  completionOf(() => commands),
];
