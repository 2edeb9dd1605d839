import type { Lab } from "./lab.ts";

/** What may stand in a field instead of a name of the tests' world: by field, then by name. */
export const ALSO_THERE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  server: { main: "second" },
  destination: { coolify: "elsewhere" },
  environment: { production: "elsewhere" },
};

/**
 * Cloud providers that take every token; and a second destination, where the example names the first one: with two of them Coolify
 * makes nothing without a name (contract 14).
 */
export async function furnish(lab: Lab): Promise<void> {
  if (lab.kind.example.destination === "coolify")
    await lab.byHand("POST", "/servers/s0sandbox0server0000main/destinations", { network: "elsewhere", name: "elsewhere" });
  for (const provider of ["hetzner", "digitalocean", "vultr"]) lab.stage.coolify.control("cloud-provider-accepts", { provider });
}
