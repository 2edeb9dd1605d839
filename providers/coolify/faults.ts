import type { Fields } from "./errors.ts";

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

/** Why a domain was refused: Coolify names the owner beside the message (contract 10). */
function conflicts(body: Record<string, unknown>): Fields {
  if (!Array.isArray(body.conflicts)) return {};
  return {
    domains: body.conflicts
      .filter(isRecord)
      .map((conflict) => `${String(conflict.domain)} belongs to ${String(conflict.resource_name)} (${String(conflict.resource_uuid)}).`),
  };
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
  const { message, error } = body;
  const words = typeof message === "string" && message !== "" ? message : "no explanation";
  return typeof error === "string" && error !== words ? `${words} ${error}` : words;
}
