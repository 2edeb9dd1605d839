import { parse } from "yaml";

/** Names of the services in a compose file; none when it cannot be read. */
export function composeServices(text: string): string[] {
  try {
    const file = parse(text) as { services?: unknown } | null;
    return file?.services && typeof file.services === "object" ? Object.keys(file.services) : [];
  } catch {
    return [];
  }
}
