import { type Container, containersOf } from "../../compose/containers.ts";
import { parseYaml } from "../../compose/yaml.ts";

/** Names of the services in a compose text; none when it cannot be read. */
export function composeServices(text: string): string[] {
  try {
    return containersOf(parseYaml(text)).map(({ name }: Container) => name);
  } catch {
    return [];
  }
}

/** As variables spell the name of a service. */
export const underscored = (name: string): string => name.replace(/[-.]/g, "_");

/** The service that a name stands for: itself, or the only one that is spelt the same with underscores. */
export function serviceNamed(candidate: string, names: readonly string[]): string | undefined {
  if (names.includes(candidate)) return candidate;
  const alike = names.filter((name) => underscored(name) === underscored(candidate));
  return alike.length === 1 ? alike[0] : undefined;
}
