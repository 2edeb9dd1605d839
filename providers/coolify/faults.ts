import type { Fields } from "./errors.ts";
import { isRecord } from "./values.ts";

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

/** Who has a domain. Coolify's own address has no uuid; a container of a compose application or service is named beside it. */
function ownerOf(conflict: Record<string, unknown>): string {
  const { resource_name: name, resource_uuid: uuid, resource_type: type, service_name: container } = conflict;
  if (type === "instance") return "this Coolify itself";
  const noun = typeof type === "string" ? `the ${type} ` : "";
  return `${noun}${String(name)}${typeof container === "string" ? `, container ${container}` : ""} (${String(uuid)})`;
}

/** Why a domain was refused: Coolify names the owner beside the message (contract 10), sometimes twice. */
function conflicts(body: Record<string, unknown>): Fields {
  if (!Array.isArray(body.conflicts)) return {};
  const sentences = body.conflicts.filter(isRecord).map((conflict) => `${String(conflict.domain)} belongs to ${ownerOf(conflict)}.`);
  return { domains: [...new Set(sentences)] };
}

/** The six shapes of `errors` (contract 1.5) as one: field → texts. A list without fields stands under an empty name. */
export function fieldsOf(body: unknown): Fields {
  if (!isRecord(body)) return {};
  const { errors } = body;
  if (Array.isArray(errors)) return errors.length > 0 ? { "": errors.flatMap(texts) } : {};
  if (isRecord(errors)) return Object.fromEntries(Object.entries(errors).map(([field, value]) => [field, texts(value)]));
  if (typeof errors === "string") return { "": [errors] };
  return conflicts(body);
}

/** Coolify's own words, or the status where there are none. */
export function messageOf(body: unknown, status: number): string {
  if (!isRecord(body)) return `status ${status} without an explanation`;
  const { message, error, details } = body;
  const words = typeof message === "string" && message !== "" ? message : "no explanation";
  const more = [error, details].filter((text) => typeof text === "string" && text !== words);
  return [words, ...more].join(" ");
}
