import { applicationOf } from "../applications/lookup.ts";
import { type ApplicationRow, applications } from "../applications/tables.ts";
import { containersOf } from "../hosts/host.ts";
import { containers } from "../hosts/tables.ts";
import { type Answer, message, refusal, serverError } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Job } from "../jobs/jobs.ts";
import { randomText } from "../world/identity.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { cancelRow } from "./cancel.ts";
import { deploymentsOf, isActive } from "./rows.ts";
import { type PreviewRow, previews } from "./tables.ts";

const all = (world: World, application: ApplicationRow, pullRequest: number): PreviewRow[] =>
  world
    .of(previews)
    .where("application_id", application.id)
    .filter((row) => row.pull_request_id === pullRequest);

/** The preview that is there; deleted ones are gone at once for everybody but the database. */
const previewOf = (world: World, application: ApplicationRow, pullRequest: number): PreviewRow | undefined =>
  all(world, application, pullRequest).find((row) => row.deleted_at === null);

/**
 * The preview that `POST /deploy` deploys. A `docker_tag` makes it, or changes its tag (contract 8.6).
 * @throws Refusal 500 while a deleted one still holds the URL; the new one stays behind without a URL
 */
export function previewToDeploy(
  world: World,
  application: ApplicationRow,
  pullRequest: number,
  dockerTag: string | null,
): PreviewRow | undefined {
  const table = world.of(previews);
  const preview = previewOf(world, application, pullRequest);
  if (preview) {
    if (dockerTag !== null) table.update(preview, { docker_registry_image_tag: dockerTag });
    return preview;
  }
  return dockerTag === null ? undefined : makePreview(world, application, pullRequest, dockerTag);
}

/** A preview with the URL that the template gives it. @throws Refusal 500 */
export function makePreview(world: World, application: ApplicationRow, pullRequest: number, dockerTag: string | null): PreviewRow {
  const fqdn = previewUrl(application, pullRequest);
  const isTaken = fqdn !== null && all(world, application, pullRequest).some((row) => row.fqdn === fqdn);
  const row = world.of(previews).insert({
    application_id: application.id,
    pull_request_id: pullRequest,
    docker_registry_image_tag: dockerTag,
    fqdn: isTaken ? null : fqdn,
  });
  if (isTaken) throw serverError();
  return row;
}

/** `preview_url_template` applied to the first domain. */
function previewUrl({ fqdn, preview_url_template }: ApplicationRow, pullRequest: number): string | null {
  const first = fqdn?.split(",")[0];
  if (!first || !URL.canParse(first)) return null;
  const { protocol, host } = new URL(first);
  const name = String(preview_url_template ?? "{{pr_id}}.{{domain}}")
    .replaceAll("{{random}}", randomText(24))
    .replaceAll("{{domain}}", host)
    .replaceAll("{{pr_id}}", String(pullRequest));
  return `${protocol}//${name}`;
}

/** `DELETE …/previews/{pull_request_id}`: gone at once, its deployment cancelled; the container goes with a job. */
export function removePreview(call: Call): Answer {
  const application = applicationOf(call, call.params.uuid);
  const text = call.params.pull_request_id ?? "";
  const pullRequest = /^\d+$/.test(text) ? Number(text) : 0;
  if (pullRequest <= 0) throw refusal(422, "Invalid pull_request_id.");
  const preview = previewOf(call.world, application, pullRequest);
  if (!preview) throw refusal(404, "Preview not found.");
  call.world.of(previews).update(preview, { deleted_at: call.world.now() });
  for (const row of deploymentsOf(call.world, application)) {
    if (row.pull_request_id === pullRequest && isActive(row)) cancelRow(call.world, row);
  }
  call.world.queue({ kind: "preview.delete", payload: { preview: preview.id } });
  return message("Preview deletion request queued.");
}

export const deletePreviewJob: Job = {
  run(world, { preview: id }) {
    const preview = world.of(previews).get(id as number);
    if (!preview) return;
    for (const one of containersOf(world, ownerKey(applications.name, { id: preview.application_id }))) {
      if (one.pull_request_id === preview.pull_request_id) world.of(containers).remove(one);
    }
    world.of(previews).remove(preview);
  },
};
