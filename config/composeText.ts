import { parseDocument } from "yaml";

/** As much of a compose text as is looked at here; the provider looks at the rest. */
interface Compose {
  services: Record<string, unknown>;
}

/** A compose text, or why it is none. */
export function readCompose(text: string): Compose | { reason: string } {
  const document = parseDocument(text, { merge: true });
  const [mistake] = document.errors;
  // The parser's own words would repeat what stands there.
  if (mistake !== undefined)
    return { reason: `not valid YAML in its line ${mistake.linePos?.[0].line ?? 1}: ${mistake.code.toLowerCase().replaceAll("_", " ")}` };
  const compose = plainOf(document);
  if (compose === undefined) return { reason: "copies with & and * lead nowhere, or to too much; write the values" };
  return isRecord(compose) && isRecord(compose.services)
    ? { services: compose.services }
    : { reason: "no compose text: it has no services" };
}

/** Undefined where an alias has no anchor, or where a few of them would stand for very much. */
function plainOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS() ?? null;
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/** Contents of the files that stand in the text, in the long form of a volume, by container and path (contract 13.3). */
export function composeFiles(text: string): Record<string, string> {
  const compose = readCompose(text);
  if ("reason" in compose) return {};
  const files = Object.entries(compose.services).flatMap(([container, described]) =>
    volumesOf(described).flatMap(({ target, content }): [string, string][] =>
      typeof target === "string" && typeof content === "string" ? [[`${container} ${target}`, content]] : [],
    ),
  );
  return Object.fromEntries(files);
}

function volumesOf(container: unknown): Record<string, unknown>[] {
  const volumes = isRecord(container) ? container.volumes : undefined;
  return Array.isArray(volumes) ? volumes.filter(isRecord) : [];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
