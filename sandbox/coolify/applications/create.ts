import { queueDeployment } from "../deployments/queue.ts";
import { automaticDomain } from "../domains/automatic.ts";
import { checkComposeDomains, composeDomains, keptDomain, phpJson } from "../domains/compose.ts";
import { keptNoindex } from "../domains/noindex.ts";
import { normalisedDomains } from "../domains/normalise.ts";
import { type Answer, created, invalid, message, refusal, serverError } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import { type Place, placeOf } from "../placement/place.ts";
import { attachTags, tooShort } from "../tags/attach.ts";
import { validated } from "../validation/validate.ts";
import { isEmpty, isTruthy } from "../validation/values.ts";
import { addBuildPackVariables } from "../variables/implicit.ts";
import { randomText } from "../world/identity.ts";
import { ownerKey } from "../world/table.ts";
import { isWished } from "./change.ts";
import { checkData, refuseDomainsOfCompose, requireBase64, requireComposeForRaw } from "./checks.ts";
import { columnsOf } from "./columns.ts";
import { markApplied } from "./configHash.ts";
import { FATAL_IN_QUERY } from "./fields.ts";
import { placementInput, type Variant, variantInput } from "./input.ts";
import { generatedLabels } from "./labels.ts";
import { applicationSettingsOf } from "./lookup.ts";
import { namedSettings, writeLooseSettings, writeNamedSettings, writeSingleSettings } from "./settings.ts";
import { type ApplicationRow, applications } from "./tables.ts";
import { singleSettingsOf, type VariantKind, variantKinds } from "./variants.ts";

const WEBHOOKS = ["github", "gitlab", "bitbucket", "gitea"].map((forge) => `manual_webhook_secret_${forge}`);

/** One of the five create routes; the checks come in the order of contract 4.1. */
export const createAs = (variant: Variant) => gated((call: Call): Answer => create(call, variant, variantKinds[variant]));

function create(call: Call, variant: Variant, kind: VariantKind): Answer {
  validated(call, placementInput);
  const tags = tagNames(call.input);
  requireEnvironment(call.input);
  const named = namedSettings(call.input);
  requireComposeForRaw(named, kind.isGit ? call.input.build_pack : variant);
  const nginx = call.input.custom_nginx_configuration;
  const fields: Bag = { ...call.input };
  if (nginx !== undefined && nginx !== null) fields.custom_nginx_configuration = requireBase64("custom_nginx_configuration", nginx);
  const place = placeOf(call);
  if (kind.isGit && fields.build_pack === "dockercompose") fields.ports_exposes = "80";
  validated({ ...call, input: fields }, variantInput[variant]);
  if (kind.isGit) refuseDomainsOfCompose(fields, fields.build_pack);
  if (!Object.hasOwn(fields, "name")) fields.name = kind.name(fields);
  checkData(call, fields, place.server);
  const application = insert(call, kind, fields, place);
  writeSettings(call, kind, application, named);
  finish(call, application, place, tags);
  return deployed(call, application) ?? created({ uuid: application.uuid, domains: application.fqdn });
}

/** @throws Refusal 422 for names too short without their tags, 500 for null */
function tagNames({ tags }: Bag): string[] {
  if (tags === undefined) return [];
  if (tags === null) throw serverError();
  const names = Object.values(tags as object) as string[];
  if (names.some(tooShort)) throw invalid({ tags: ["Each tag name must be at least 2 characters after sanitization."] });
  return names;
}

function requireEnvironment({ environment_name, environment_uuid }: Bag): void {
  if (!isEmpty(environment_name) || !isEmpty(environment_uuid)) return;
  throw refusal(422, "You need to provide at least one of environment_name or environment_uuid.");
}

/** The application's own row; nothing is left when a column is refused. @throws Refusal 500 */
function insert(call: Call, kind: VariantKind, fields: Bag, place: Place): ApplicationRow {
  const fixed = kind.fixed(call, fields);
  const domains = composeColumn(call, kind, fields.docker_compose_domains);
  if (FATAL_IN_QUERY.some((name) => Object.hasOwn(call.query, name))) throw serverError();
  const columns = { ...columnsOf(kind.prepare?.(fields) ?? fields), ...fixed };
  const fqdn = normalisedDomains((fields.domains ?? null) as string | null);
  const noindex = columns.noindex_domains;
  const secrets = Object.fromEntries(WEBHOOKS.map((name) => [name, columns[name] ?? randomText(40)]));
  const application = call.world.of(applications).insert({
    ...columns,
    ...secrets,
    fqdn,
    docker_compose_domains: domains,
    ...(noindex ? { noindex_domains: keptNoindex(noindex, fqdn) } : {}),
    last_online_at: call.world.now().slice(0, 19).replace("T", " "),
    environment_id: place.environment.id,
    destination_id: place.destination.id,
  });
  applicationSettingsOf(call.world, application);
  addBuildPackVariables(call.world, application);
  return application;
}

/** `docker_compose_domains` as it is kept; an empty list, and any list without git, is more than the database takes. */
function composeColumn(call: Call, kind: VariantKind, sent: unknown): string | null {
  if (sent === undefined || sent === null) return null;
  const items = composeDomains(sent);
  if (!kind.isGit || items.length === 0) throw serverError();
  checkComposeDomains(call, items);
  return phpJson(Object.fromEntries(items.map((item) => [item.name, keptDomain(item)])));
}

/** A setting that fails leaves the application behind, without domain, labels and tags (contract 4.1). */
function writeSettings(call: Call, kind: VariantKind, application: ApplicationRow, named: Bag): void {
  writeNamedSettings(call.world, application, named);
  writeSingleSettings(call.world, application, call.input, singleSettingsOf(kind));
  const { is_preserve_repository_enabled: _, ...loose } = call.input;
  writeLooseSettings(call.world, application, kind.isGit ? call.input : loose);
}

/** Domain, labels, tags and the mark of the configuration. */
function finish(call: Call, application: ApplicationRow, { server }: Place, tags: readonly string[]): void {
  const table = call.world.of(applications);
  if (application.fqdn === null && isTruthy(call.input.autogenerate_domain ?? true)) {
    table.update(application, { fqdn: automaticDomain(call.world, server, application.uuid) });
  }
  const custom_labels = generatedLabels(call.world, application, applicationSettingsOf(call.world, application));
  table.update(application, { custom_labels });
  attachTags(call.world, call.team, ownerKey("applications", application), tags);
  markApplied(call.world, application);
}

/** A deployment where one is wished, else the compose file's loading. */
function deployed(call: Call, application: ApplicationRow): Answer | undefined {
  if (isWished(call.input.instant_deploy)) {
    const ticket = queueDeployment(call.world, { application, bypassDuplicateCheck: true });
    return ticket.status === "skipped" ? message(ticket.message) : undefined;
  }
  if (application.build_pack === "dockercompose") {
    call.world.queue({ kind: "application.loadCompose", payload: { application: application.id } });
  }
  return undefined;
}
