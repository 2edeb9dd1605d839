import { databaseOf } from "../databases/lookup.ts";
import { type Answer, message, ok, refusal } from "../http/answer.ts";
import { type Call, shadowed } from "../http/call.ts";
import type { Noun } from "../noun.ts";
import { namedUuid } from "../resources/named.ts";
import { backupJob } from "./run.ts";
import { backupsOf, executionsOf, listedExecution, shownBackup } from "./show.ts";
import { backupExecutions, scheduledBackups } from "./tables.ts";
import { backupOf, change, create } from "./write.ts";

const ONE = "/databases/{uuid}/backups/{scheduled_backup_uuid}";

export const backupsNoun: Noun = {
  name: "backups",
  tables: [scheduledBackups, backupExecutions],
  actions: {
    "GET /databases/{uuid}/backups": list,
    "POST /databases/{uuid}/backups": create,
    [`PATCH ${ONE}`]: change,
    [`DELETE ${ONE}`]: remove,
    [`GET ${ONE}/executions`]: listExecutions,
    [`DELETE ${ONE}/executions/{execution_uuid}`]: removeExecution,
  },
  jobs: { "backup.run": backupJob },
};

function list(call: Call): Answer {
  return ok(backupsOf(call.world, databaseOf(call, namedUuid(call))).map((row) => shownBackup(call.world, row)));
}

function remove(call: Call): Answer {
  call.world.of(scheduledBackups).remove(backupOf(call, databaseOf(call)));
  return message("Backup configuration and all executions deleted.");
}

function listExecutions(call: Call): Answer {
  return ok({ executions: executionsOf(call.world, backupOf(call, databaseOf(call))).map(listedExecution) });
}

function removeExecution(call: Call): Answer {
  const uuid = shadowed(call, "execution_uuid");
  const execution = executionsOf(call.world, backupOf(call, databaseOf(call))).find((row) => row.uuid === uuid);
  if (!execution) throw refusal(404, "Backup execution not found.");
  call.world.of(backupExecutions).remove(execution);
  return message("Backup execution deleted.");
}
