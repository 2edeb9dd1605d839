import { teamOfEnvironment } from "../applications/lookup.ts";
import { type ApplicationRow, applications } from "../applications/tables.ts";
import { databases } from "../databases/tables.ts";
import { type Answer, ok, Refusal, refusal, serverError } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { services } from "../services/tables.ts";
import { taggables, tags } from "../tags/tables.ts";
import { isTruthy } from "../validation/values.ts";
import type { Row } from "../world/table.ts";
import { previewToDeploy } from "./previews.ts";
import { type DeploymentTicket, queueDeployment } from "./queue.ts";
import { startInRequest } from "./startInRequest.ts";

/** What `POST /deploy` was asked for, from query or body (contract 8.1). */
interface DeployWish {
  readonly force: boolean;
  readonly pullRequest: number;
  readonly dockerTag: string | null;
}

interface Deployed {
  readonly message: string;
  readonly resource_uuid: string;
  readonly deployment_uuid?: string;
}

interface Found extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly environment_id: number;
}

/** `POST /deploy`: the conflicts of parameters come first, then uuids or tags one by one. */
export function deploy(call: Call): Answer {
  const { uuid, tag, force } = call.input;
  const given = call.input.pull_request_id ?? call.input.pr;
  const pullRequest = Math.max(0, Number.parseInt(String(given ?? 0), 10) || 0);
  const dockerTag = typeof call.input.docker_tag === "string" ? call.input.docker_tag : null;
  const wish = { force: isTruthy(force), pullRequest, dockerTag };
  const conflict = conflictOf(Boolean(uuid), Boolean(tag), wish);
  if (conflict) throw refusal(400, conflict);
  return tag ? deployTags(call, items(tag, "TAGs"), wish) : deployUuids(call, items(uuid, "UUIDs"), wish);
}

function conflictOf(uuid: boolean, tag: boolean, { pullRequest, dockerTag }: DeployWish): string | undefined {
  if (uuid && tag) return "You can only use uuid or tag, not both.";
  if (tag && pullRequest) return "You can only use tag or pr, not both.";
  if (tag && dockerTag) return "You can only use tag or docker_tag, not both.";
  if (dockerTag && !pullRequest) return "docker_tag requires pull_request_id.";
  return uuid || tag ? undefined : "You must provide uuid or tag.";
}

/** Comma-separated, without trimming: an item with a leading blank is another uuid. A JSON list is a type error. */
function items(list: unknown, name: string): string[] {
  if (typeof list === "object") throw serverError();
  const found = String(list)
    .split(",")
    .filter((item) => item !== "");
  if (found.length === 0) throw refusal(400, `No ${name} provided.`);
  return found;
}

function deployUuids(call: Call, uuids: readonly string[], wish: DeployWish): Answer {
  const deployed: Deployed[] = [];
  for (const uuid of uuids) {
    const one = deployUuid(call, uuid, wish);
    if (one) deployed.push(one);
  }
  if (deployed.length === 0) throw refusal(404, "No resources found.");
  return ok({ deployments: deployed });
}

function deployUuid(call: Call, uuid: string, wish: DeployWish): Deployed | undefined {
  const application = own(call, applications.name, uuid);
  if (application) return deployApplication(call, application as unknown as ApplicationRow, wish);
  const service = own(call, services.name, uuid);
  const other = service ?? own(call, databases.name, uuid);
  if (!other) return undefined;
  if (wish.pullRequest > 0) throw serverError();
  startInRequest(call, service ? services.name : databases.name, other);
  return { message: startedText(other.name, service !== undefined), resource_uuid: other.uuid };
}

const startedText = (name: string, isService: boolean): string =>
  isService ? `Service ${name} started. It could take a while, be patient.` : `Database ${name} started.`;

function own(call: Call, table: string, uuid: string): Found | undefined {
  const row = call.world.table(table).byUuid(uuid) as Found | undefined;
  return row && teamOfEnvironment(call.world, row.environment_id) === call.team ? row : undefined;
}

function deployApplication(call: Call, application: ApplicationRow, wish: DeployWish): Deployed {
  const { uuid, name } = application;
  const { pullRequest, force } = wish;
  let { dockerTag } = wish;
  if (pullRequest > 0) {
    if (dockerTag !== null && application.build_pack !== "dockerimage") {
      const known = previewToDeploy(call.world, application, pullRequest, null);
      const text = known ? "docker_tag can only be used with Docker Image applications." : notFound(pullRequest);
      return { message: text, resource_uuid: uuid };
    }
    const preview = previewToDeploy(call.world, application, pullRequest, dockerTag);
    if (!preview) return { message: notFound(pullRequest), resource_uuid: uuid };
    dockerTag = preview.docker_registry_image_tag;
  }
  const ticket = requireRoom(queueDeployment(call.world, { application, force, pullRequest, dockerTag }));
  const message = ticket.status === "skipped" ? ticket.message : `Application ${name} deployment queued.`;
  return { message, resource_uuid: uuid, deployment_uuid: ticket.deployment_uuid };
}

const notFound = (pullRequest: number): string => `Pull request ${pullRequest} not found for this resource.`;

/** A full queue ends the whole request; what was queued before stays (contract 8.1). @throws Refusal 429 */
function requireRoom(ticket: DeploymentTicket): DeploymentTicket {
  if (ticket.status !== "queue_full") return ticket;
  throw new Refusal({ status: 429, body: { message: ticket.message }, headers: { "Retry-After": "60" } });
}

function deployTags(call: Call, names: readonly string[], wish: DeployWish): Answer {
  const messages: string[] = [];
  const details: Omit<Deployed, "message">[] = [];
  for (const name of names) {
    const tag = call.world
      .of(tags)
      .where("team_id", call.team)
      .find((row) => row.name === name);
    if (!tag) continue;
    const owners = call.world.of(taggables).where("tag_id", tag.id);
    const tagged = (table: string): Found[] =>
      owners.flatMap(({ owner }) => {
        const [name, id] = owner.split(":");
        const row = name === table ? (call.world.table(table).get(Number(id)) as Found | undefined) : undefined;
        return row ? [row] : [];
      });
    const [ofTag, ofServices] = [tagged(applications.name), tagged(services.name)];
    if (ofTag.length === 0 && ofServices.length === 0) messages.push(`No resources found for tag ${name}.`);
    for (const application of ofTag) {
      const { message, ...detail } = deployApplication(call, application as unknown as ApplicationRow, wish);
      messages.push(message);
      details.push(detail);
    }
    for (const service of ofServices) {
      startInRequest(call, services.name, service);
      messages.push(startedText(service.name, true));
    }
  }
  if (messages.length === 0) throw refusal(404, "No resources found with this tag.");
  return ok({ message: messages, ...(details.length > 0 ? { details } : {}) });
}
