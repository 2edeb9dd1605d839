import { type Answer, ok } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import { safeText } from "../validation/safeText.ts";
import { validated } from "../validation/validate.ts";
import { isTruthy } from "../validation/values.ts";
import { storedCompose } from "./composeText.ts";
import { changeInput } from "./input.ts";
import { serviceOf } from "./lookup.ts";
import { parseService } from "./parse.ts";
import { queueStart } from "./run.ts";
import { type ServiceRow, services } from "./tables.ts";
import { applyUrls, shownDomains } from "./urls.ts";

/** How a sent field becomes a column. */
const COLUMNS: Readonly<Record<string, (value: unknown) => unknown>> = {
  docker_compose_raw: storedCompose,
  name: safeText,
  description: safeText,
  connect_to_docker_network: isTruthy,
  is_container_label_escape_enabled: isTruthy,
};

/** PATCH /services/{uuid}: kept, then parsed, then `urls`; a fault in a later step leaves the earlier ones (contract 13.2). */
export const change = gated((call: Call): Answer => {
  const service = serviceOf(call);
  const input = validated(call, changeInput);
  const sent = Object.entries(COLUMNS).filter(([column]) => Object.hasOwn(input, column));
  const changes = Object.fromEntries(sent.map(([column, read]) => [column, read(input[column])]));
  call.world.of(services).update(service, changes as Partial<ServiceRow>);
  parseService(call.world, service);
  applyUrls(call, service);
  if (isTruthy(input.instant_deploy)) queueStart(call.world, service);
  return ok({ uuid: service.uuid, domains: shownDomains(call, service) });
});
