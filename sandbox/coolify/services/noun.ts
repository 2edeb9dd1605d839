import type { Noun } from "../noun.ts";
import * as actions from "./actions.ts";
import { change } from "./change.ts";
import { clone } from "./clone.ts";
import { serviceControls } from "./controls.ts";
import { create } from "./create.ts";
import { servicesOfTeam } from "./lookup.ts";
import { partActions } from "./parts.ts";
import { serviceJobs, startService } from "./run.ts";
import { ServiceShow } from "./show.ts";
import { siteOf } from "./site.ts";
import { type ServiceRow, serviceApplications, serviceDatabases, services } from "./tables.ts";

export const servicesNoun: Noun = {
  name: "services",
  tables: [services, serviceApplications, serviceDatabases],
  actions: {
    "GET /services": actions.list,
    "POST /services": create,
    "GET /services/{uuid}": actions.show,
    "PATCH /services/{uuid}": change,
    "DELETE /services/{uuid}": actions.remove,
    "POST /services/{uuid}/start": actions.start,
    "POST /services/{uuid}/stop": actions.stop,
    "POST /services/{uuid}/restart": actions.restart,
    "GET /services/{uuid}/logs": actions.logs,
    "POST /services/{uuid}/clone": clone,
    ...partActions,
  },
  jobs: serviceJobs,
  site: siteOf,
  startable: { table: services.name, start: (world, row) => startService(world, row as ServiceRow) },
  controls: serviceControls,
  contents: [
    {
      key: "services",
      rows: (world, environmentId) => world.of(services).where("environment_id", environmentId),
      show: (call, row) => new ServiceShow(call.world, call.sensitive).numbered(row as ServiceRow),
      type: () => "service",
      resource: (call, row) => new ServiceShow(call.world, call.sensitive).listed(row as ServiceRow, true),
    },
  ],
  *domainHolders(world, team) {
    for (const service of servicesOfTeam(world, team)) {
      for (const { uuid, fqdn } of world.of(serviceApplications).where("service_id", service.id)) {
        if (fqdn) yield { uuid, domains: fqdn, name: service.name, type: "service" };
      }
    }
  },
};
