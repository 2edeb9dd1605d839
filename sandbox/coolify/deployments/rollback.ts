import { applicationOf } from "../applications/lookup.ts";
import { applications } from "../applications/tables.ts";
import { containersOf, obeys } from "../hosts/host.ts";
import { storedImages } from "../hosts/tables.ts";
import { type Answer, invalid, ok, refusal } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { settingsOf } from "../servers/lookup.ts";
import { errorsOf, unknownFields } from "../validation/validate.ts";
import { ownerKey } from "../world/table.ts";
import { queueDeployment } from "./queue.ts";
import { placeOfApplication } from "./rows.ts";

const input = { rules: { commit: "required|string" }, wording: "custom" } as const;
const GIT_REF = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/;
const DISALLOWED =
  "Invalid rollback commit: contains disallowed characters. Only alphanumeric characters, dots, hyphens, underscores and slashes are allowed.";

/** `POST …/rollback`: no duplicate check; the ref's characters are looked at after the application (contract 8.4). */
export function rollback(call: Call): Answer {
  const errors = errorsOf(call.input, input);
  for (const field of unknownFields(call.input, input)) errors[field] = ["This field is not allowed."];
  if (Object.keys(errors).length > 0) throw invalid(errors);
  const application = applicationOf(call, call.params.uuid);
  const commit = String(call.input.commit);
  if (!GIT_REF.test(commit)) throw invalid({ commit: [DISALLOWED] });
  const ticket = queueDeployment(call.world, { application, commit, rollback: true });
  if (ticket.status === "queue_full") throw refusal(400, ticket.message);
  return ok({ message: "Rollback deployment queued.", deployment_uuid: ticket.deployment_uuid });
}

/** `GET …/rollback-images`: what `docker images` shows of this application, and nothing when the server does not answer. */
export function rollbackImages(call: Call): Answer {
  const application = applicationOf(call, call.params.uuid);
  const { server } = placeOfApplication(call.world, application);
  if (!server || !obeys(call.world, server.id) || !settingsOf(call.world, server).is_usable) return ok({ current: null, images: [] });
  const named = containersOf(call.world, ownerKey(applications.name, application)).find((one) => one.name === application.uuid);
  const current = named?.image?.split(":").at(-1) ?? null;
  const repository = application.docker_registry_image_name ?? application.uuid;
  const images = call.world
    .of(storedImages)
    .where("repository", repository)
    .filter((row) => row.server_id === server.id)
    .sort((one, other) => other.id - one.id);
  return ok({ current, images: images.map(({ tag, made_at }) => ({ tag, created_at: made_at, is_current: tag === current })) });
}
