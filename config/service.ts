import { atCoolify, databaseFaults, hiddenText, resolveTasks, resolveVariables } from "./attachments.ts";
import { checkFilled } from "./check.ts";
import { composeFiles, readCompose } from "./composeText.ts";
import { shortOf } from "./environments.ts";
import type { Fault } from "./fault.ts";
import { keyPlaceOf, type LocatedRecord, placeOf, plain } from "./located.ts";
import type { Claim, Origins, Placed, Room } from "./placed.ts";
import { environmentReferences, fillOpen } from "./references.ts";
import type { ResolvedService } from "./resolved.ts";
import { argumentsOf } from "./settings/arguments.ts";
import { Service, serviceSettings } from "./settings/service.ts";
import { unknownDatabase } from "./template.ts";
import { withoutSequels } from "./tiers.ts";
import { variableSettings } from "./variableSettings.ts";

/** Fills and checks what is said about one service of an environment. Undefined if something is wrong. */
export function resolveService(room: Room, key: string, origins: Origins): Placed<ResolvedService> | undefined {
  const references = environmentReferences(room.references, room.environment);
  const found: Fault[] = [];
  const located = fillOpen(Service, origins.merged, references, found, { late: room });
  found.push(...checkFilled(Service, located, found));
  const { data } = Service.safeParse(plain(located));
  if (data !== undefined) {
    found.push(...sourceFaults(data, located));
    found.push(...databaseFaults(located, data.variables, room.databases, (name) => unknownDatabase(name, room, room.references)));
  }
  room.faults.push(
    ...withoutSequels(found, room.tiers).map((fault) => ({
      ...fault,
      path: fault.path === "" ? `services.${key}` : `services.${key}.${fault.path}`,
    })),
  );
  if (data === undefined || found.length > 0) return undefined;
  const claims = Object.entries(data.urls).flatMap(([container, urls]) =>
    urls.map((what, index): Claim => {
      const path = ["urls", container, index];
      return { kind: "domain", what, at: placeOf(located, path), path: `services.${key}.${path.join(".")}` };
    }),
  );
  const name = placeOf(located, ["name"]);
  return { resolved: build(room, key, data), name, namePath: `services.${key}.name`, claims, origins: { ...origins, merged: located } };
}

/** One of the two, and a compose text that is one. */
function sourceFaults({ type, compose }: Service, located: LocatedRecord): Fault[] {
  const at = (path: string[]) => ({ ...keyPlaceOf(located, path), path: path.join(".") });
  if (type !== undefined && compose !== undefined)
    return [{ ...at(["compose"]), reason: "both a type and a compose text; remove one of them" }];
  if (type !== undefined) return [];
  if (compose === undefined) return [{ ...located.at, path: "", reason: "missing; write type or compose", absent: true }];
  // What stands in no file is looked at when it is sent.
  if (typeof compose === "object") return [];
  const read = readCompose(compose);
  return "reason" in read ? [{ ...at(["compose"]), reason: read.reason }] : [];
}

function build(room: Room, key: string, data: Service): ResolvedService {
  const { name: environment, stage } = room.environment;
  const text = typeof data.compose === "string" ? data.compose : "";
  return {
    name: data.name ?? `${room.prefix}-${key}-${shortOf(stage)}`,
    ...atCoolify(data),
    description: data.description ?? "",
    environment,
    protect: stage === "production",
    deleteData: data.delete_data,
    files: composeFiles(text),
    source: data.type === undefined ? { type: "compose", text } : { type: "oneClick", name: data.type },
    ...(typeof data.compose === "object" && { secrets: hiddenText(data.compose) }),
    urls: data.urls,
    variables: resolveVariables(data.variables, room.databases),
    ...variableSettings(data.variables),
    tasks: resolveTasks(data.tasks),
    settings: argumentsOf(serviceSettings, data),
    deploy: data.first_deployment,
  };
}
