import { ControlError } from "../control/error.ts";
import type { Contents, Noun } from "../noun.ts";
import * as actions from "./actions.ts";
import { change } from "./change.ts";
import { clone } from "./clone.ts";
import { createAs } from "./create.ts";
import { type Engine, engineNames, engineSpec } from "./engines.ts";
import { databaseJobs, setStatus, startDatabase } from "./run.ts";
import { DatabaseShow } from "./show.ts";
import { type DatabaseRow, databases } from "./tables.ts";

export const databasesNoun: Noun = {
  name: "databases",
  tables: [databases],
  actions: {
    "GET /databases": actions.list,
    ...Object.fromEntries(engineNames.map((engine) => [`POST /databases/${engine}`, createAs(engine)])),
    "GET /databases/{uuid}": actions.show,
    "PATCH /databases/{uuid}": change,
    "DELETE /databases/{uuid}": actions.remove,
    "POST /databases/{uuid}/start": actions.start,
    "POST /databases/{uuid}/stop": actions.stop,
    "POST /databases/{uuid}/restart": actions.restart,
    "GET /databases/{uuid}/logs": actions.logs,
    "POST /databases/{uuid}/clone": clone,
  },
  jobs: databaseJobs,
  controls: {
    "database-status": (world, { uuid, status }) => {
      const row = world.of(databases).byUuid(uuid);
      if (!row) throw new ControlError(`The control database-status needs a database; ${JSON.stringify(uuid) ?? "nothing"} is none.`);
      if (typeof status !== "string") throw new ControlError("The control database-status needs a status.");
      setStatus(world, row, status);
    },
  },
  contents: engineNames.map(contentsOf),
  startable: { table: databases.name, start: (world, row) => startDatabase(world, row as DatabaseRow) },
};

function contentsOf(engine: Engine): Contents {
  const { contentsKey } = engineSpec(engine);
  return {
    ...(contentsKey === undefined ? {} : { key: contentsKey }),
    rows: (world, environmentId) =>
      world
        .of(databases)
        .where("environment_id", environmentId)
        .filter((row) => row.engine === engine),
    show: (call, row) => new DatabaseShow(call.world, call.sensitive).numbered(row as DatabaseRow),
    type: () => `standalone-${engine}`,
  };
}
