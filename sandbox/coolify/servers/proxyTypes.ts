import type { World } from "../world/world.ts";
import { type ServerRow, servers } from "./tables.ts";

/** Proxies that Coolify knows, as it stores them. */
const PROXY_TYPES = ["NONE", "TRAEFIK", "NGINX", "CADDY"];

export const DEFAULT_PROXY = "TRAEFIK";

/** In any case of letters. */
export const isProxyType = (type: unknown): type is string => typeof type === "string" && PROXY_TYPES.includes(type.toUpperCase());

/** Another proxy is stopped at first, and what was saved for the old one is forgotten (contract 14). */
export function changeProxy(world: World, server: ServerRow, type: string): void {
  const forgotten = { last_saved_proxy_configuration: null, last_saved_settings: null, last_applied_settings: null };
  world.of(servers).update(server, { proxy: { ...server.proxy, type: type.toUpperCase(), status: "exited", ...forgotten } });
}
