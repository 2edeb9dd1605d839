import { gated } from "../http/call.ts";
import type { Noun } from "../noun.ts";
import { cancel } from "./cancel.ts";
import { deploymentControls } from "./controls.ts";
import { deploy } from "./deploy.ts";
import { listActive, listOfApplication, showOne } from "./lists.ts";
import { applicationLogs } from "./logs.ts";
import { deletePreviewJob, removePreview } from "./previews.ts";
import { rollback, rollbackImages } from "./rollback.ts";
import { siteOf } from "./site.ts";
import { restart, start, stop, stopJob } from "./start.ts";
import { builds, deployments, freedSpace, previews } from "./tables.ts";
import { deploymentJobs } from "./worker/jobs.ts";
import { controlOutcome, outcomes } from "./worker/outcomes.ts";

export const deploymentsNoun: Noun = {
  name: "deployments",
  tables: [deployments, previews, freedSpace, builds, outcomes],
  actions: {
    "POST /deploy": deploy,
    "GET /deployments": listActive,
    "GET /deployments/{uuid}": showOne,
    "GET /deployments/applications/{uuid}": listOfApplication,
    "POST /deployments/{uuid}/cancel": cancel,
    "POST /applications/{uuid}/start": start,
    "POST /applications/{uuid}/restart": restart,
    "POST /applications/{uuid}/stop": stop,
    "POST /applications/{uuid}/rollback": gated(rollback),
    "GET /applications/{uuid}/rollback-images": rollbackImages,
    "GET /applications/{uuid}/logs": applicationLogs,
    "DELETE /applications/{uuid}/previews/{pull_request_id}": removePreview,
  },
  seed(world, document) {
    for (const outcome of document.outcomes ?? []) controlOutcome(world, { ...outcome });
  },
  controls: deploymentControls,
  reports: { builds: (world) => world.of(builds).all() },
  jobs: { ...deploymentJobs, "application.stop": stopJob, "preview.delete": deletePreviewJob },
  site: siteOf,
};
