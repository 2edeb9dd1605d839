import type { Lab } from "./lab.ts";

/** What may stand in a field instead of a name of the tests' world: by field, then by name. */
export const ALSO_THERE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  server: { main: "second" },
  environment: { production: "elsewhere" },
};

/** Cloud providers that take every token. */
export function furnish(lab: Lab): void {
  for (const provider of ["hetzner", "digitalocean", "vultr"]) lab.stage.coolify.control("cloud-provider-accepts", { provider });
}
