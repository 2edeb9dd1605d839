import { ControlError } from "../control/error.ts";
import { obeys } from "../hosts/host.ts";
import { type Answer, invalid, message, refusal } from "../http/answer.ts";
import { type Call, shadowed } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import type { Job } from "../jobs/jobs.ts";
import { errorsOf } from "../validation/validate.ts";
import { isTruthy } from "../validation/values.ts";
import { defineTable, type Row } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { validateServerInput } from "./input.ts";
import { serverOf, settingsOf } from "./lookup.ts";
import { type ServerRow, type ServerSettingsRow, serverSettings, servers } from "./tables.ts";

export const VALIDATION = "validate-server";

/** How servers under validation answer; one row at most. */
interface RemoteHostRow extends Row {
  readonly state: keyof typeof FINDINGS;
}
export const remoteHosts = defineTable<RemoteHostRow>({ name: "sandbox_remote_host", uuids: false, timestamps: false });

interface Finding {
  readonly settings: Partial<ServerSettingsRow>;
  readonly log: string | null;
}

const DOCKER = { docker_version: "28.3.2", compose_version: "2.38.2" };
const link = (path: string): string => `<a target="_blank" href="https://${path}">documentation</a>`;

/** What a validation leaves behind (contract 14). */
const FINDINGS = {
  ready: { settings: { is_reachable: true, is_usable: true }, log: null },
  unreachable: {
    settings: { is_reachable: false, is_usable: false },
    log: `Server is not reachable. Please validate your configuration and connection.<br>Check this ${link("coolify.io/docs/knowledge-base/server/openssh")} for further help. <br><br><div>Error: ssh: connect to host: Connection timed out</div>`,
  },
  "no-docker": {
    settings: { is_reachable: true, is_usable: false },
    log: `Docker Engine is not installed. Please install Docker manually before continuing: ${link("docs.docker.com/engine/install/#server")}.`,
  },
} satisfies Record<string, Finding>;

/** POST /servers/{uuid}/validate: answers at once, the job follows. */
export function validateServer(call: Call): Answer {
  if (!shadowed(call, "uuid")) throw refusal(422, "Uuid is required.");
  const server = serverOf(call);
  const errors = errorsOf(call.input, validateServerInput);
  if (Object.keys(errors).length > 0) throw invalid(errors);
  startValidation(call.world, server);
  return message(isTruthy(call.input.install) ? "Validation and installation started." : "Validation started.", 201);
}

export function startValidation(world: World, server: ServerRow): void {
  world.queue({ kind: VALIDATION, payload: { server: server.id } });
}

export const validationJob: Job = {
  run(world, { server: id }) {
    const server = world.of(servers).get(Number(id));
    if (!server || server.deleted_at !== null) return;
    const state = obeys(world, server.id) ? (world.of(remoteHosts).all()[0]?.state ?? "ready") : "unreachable";
    const { settings, log }: Finding = FINDINGS[state];
    const at = world.now();
    const found = settings.is_usable ? { ...DOCKER, docker_version_checked_at: at, compose_version_checked_at: at } : {};
    world.of(serverSettings).update(settingsOf(world, server), { ...settings, ...found });
    world.of(servers).update(server, { validation_logs: log });
  },
};

/** `{state}`: how hosts answer from now on. */
export function controlRemoteHost(world: World, { state }: Bag): void {
  if (typeof state !== "string" || !Object.hasOwn(FINDINGS, state)) {
    throw new ControlError(`The control remote-host needs a state: ${Object.keys(FINDINGS).join(", ")}.`);
  }
  const table = world.of(remoteHosts);
  const known = table.all()[0];
  const wanted = { state: state as RemoteHostRow["state"] };
  if (known) table.update(known, wanted);
  else table.insert(wanted);
}
