import { type Answer, created, refusal } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import { placeOf, requireEnvironmentNamed } from "../placement/place.ts";
import { attachTags, wishedTags } from "../tags/attach.ts";
import { safeText } from "../validation/safeText.ts";
import { validated } from "../validation/validate.ts";
import { isEmpty, isTruthy } from "../validation/values.ts";
import { randomText } from "../world/identity.ts";
import { ownerKey } from "../world/table.ts";
import { serviceTypes } from "./catalogue.ts";
import { storedCompose } from "./composeText.ts";
import { createComposeInput, createInput } from "./input.ts";
import { parseService } from "./parse.ts";
import { queueStart } from "./run.ts";
import { type ServiceRow, services } from "./tables.ts";
import { templates } from "./templates.ts";
import { applyUrls, shownDomains } from "./urls.ts";

/** POST /services: the row is kept before the text is parsed, so a fault in the parse leaves it behind (contract 13.1). */
export const create = gated((call: Call): Answer => {
  validated(call, createInput);
  const tags = wishedTags(call.input);
  const { type, docker_compose_raw } = call.input;
  if (!isEmpty(type) && !isEmpty(docker_compose_raw)) {
    throw refusal(422, "You cannot provide both service type and docker_compose_raw. Use one or the other.");
  }
  requireEnvironmentNamed(call.input);
  const service = serviceTypes.has(String(type)) ? ofType(call, String(type)) : ofCompose(call);
  parseService(call.world, service);
  withUrls(call, service);
  attachTags(call.world, call.team, ownerKey(services.name, service), tags);
  if (isTruthy(call.input.instant_deploy)) queueStart(call.world, service);
  return created({ uuid: service.uuid, domains: shownDomains(call, service) });
});

function ofType(call: Call, type: string): ServiceRow {
  const { environment, server, destination } = placeOf(call);
  const template = templates[type];
  if (!template) throw refusal(404, "Service not found.", { valid_service_types: [...serviceTypes] });
  const service = call.world.of(services).insert({
    ...columnsOf(call),
    service_type: type,
    docker_compose_raw: template,
    environment_id: environment.id,
    server_id: server.id,
    destination_id: destination.id,
  });
  call.world.of(services).update(service, { name: nameOf(call) ?? `${type}-${service.uuid}` });
  return service;
}

function ofCompose(call: Call): ServiceRow {
  const { environment, server, destination } = placeOf(call);
  if (!isEmpty(call.input.type)) throw refusal(404, "Invalid service type.", { valid_service_types: [...serviceTypes] });
  validated(call, createComposeInput);
  const docker_compose_raw = storedCompose(call.input.docker_compose_raw);
  return call.world.of(services).insert({
    ...columnsOf(call),
    name: nameOf(call) ?? `service-${randomText(10)}`,
    docker_compose_raw,
    environment_id: environment.id,
    server_id: server.id,
    destination_id: destination.id,
  });
}

const nameOf = ({ input: { name } }: Call): string | undefined => (name === undefined ? undefined : safeText(name));

function columnsOf({ input }: Call): Partial<ServiceRow> {
  const escapes = input.is_container_label_escape_enabled;
  return {
    description: safeText(input.description),
    ...(escapes === undefined ? {} : { is_container_label_escape_enabled: isTruthy(escapes) }),
  };
}

/** A fault in `urls` takes the new service away again. */
function withUrls(call: Call, service: ServiceRow): void {
  try {
    applyUrls(call, service);
  } catch (fault) {
    call.world.of(services).remove(service);
    throw fault;
  }
}
