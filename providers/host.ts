import type { Provider } from "./coolify/engine/provider.ts";
import { createHost, type Host } from "./coolify/host.ts";
import { credentialProvider } from "./credential/provider.ts";

/**
 * The only module that state names: it never moves. Pulumi's provider process loads it and asks for the provider of a resource.
 * Everything is made at the first use, so that loading costs nothing.
 */
let host: Host | undefined;

/** @param key `coolify:<Kind>` or `pf:Credential` */
export function get(key: string): Provider {
  if (key === "pf:Credential") return credentialProvider;
  host ??= createHost(process.env);
  return host.get(key);
}
