import type { Noun } from "../noun.ts";
import { change } from "./change.ts";
import { clone } from "./clone.ts";
import { loadComposeJob } from "./compose/load.ts";
import { createAs } from "./create.ts";
import { deleteJob, remove } from "./delete.ts";
import * as destinations from "./destinations.ts";
import { list, single } from "./read.ts";
import { ApplicationShow } from "./show.ts";
import { type ApplicationRow, additionalDestinations, applicationSettings, applications } from "./tables.ts";

export const applicationsNoun: Noun = {
  name: "applications",
  tables: [applications, applicationSettings, additionalDestinations],
  actions: {
    "POST /applications/public": createAs("public"),
    "POST /applications/private-github-app": createAs("private-github-app"),
    "POST /applications/private-deploy-key": createAs("private-deploy-key"),
    "POST /applications/dockerfile": createAs("dockerfile"),
    "POST /applications/dockerimage": createAs("dockerimage"),
    "GET /applications": list,
    "GET /applications/{uuid}": single,
    "PATCH /applications/{uuid}": change,
    "DELETE /applications/{uuid}": remove,
    "POST /applications/{uuid}/clone": clone,
    "GET /applications/{uuid}/destinations": destinations.list,
    "POST /applications/{uuid}/destinations": destinations.attach,
    "DELETE /applications/{uuid}/destinations/{destination_uuid}": destinations.detach,
  },
  jobs: { "application.delete": deleteJob, "application.loadCompose": loadComposeJob },
  contents: [
    {
      key: "applications",
      rows: (world, environmentId) => world.of(applications).where("environment_id", environmentId),
      show: (call, row) => new ApplicationShow(call.world, call.sensitive).numbered(row as ApplicationRow),
      type: () => "application",
    },
  ],
};
