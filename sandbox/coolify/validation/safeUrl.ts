import { BlockList, isIP } from "node:net";
import type { Call } from "../http/call.ts";
import type { OwnRule } from "./validate.ts";

/** Networks that no address of the outside world is in (contract 15, "public URL"). */
const NOT_PUBLIC = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16"],
  ...["198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
  ...["::/128", "::1/128", "64:ff9b::/96", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "ff00::/8"],
];
const LINK_LOCAL = ["169.254.0.0/16", "fe80::/10"];
const INTERNAL_NAME = /(^localhost|\.local|\.internal)$/;
/** Names that nobody can resolve: one word, or a reserved ending. */
const UNRESOLVABLE = /^[^.]*$|\.(invalid|test|example|localhost)$/;

const notPublic = blockList(NOT_PUBLIC);
const linkLocal = blockList(LINK_LOCAL);

/**
 * A URL that Coolify may call: http or https, and no address inside the network.
 * The sandbox asks no name server: names with a dot count as public.
 */
export function safeUrl(call: Call): OwnRule {
  return (value, attribute) => {
    const shown = attribute.replaceAll("_", " ");
    const url = urlOf(value);
    if (!url) return `The ${shown} must be a valid URL.`;
    if (url.protocol !== "http:" && url.protocol !== "https:") return `The ${shown} must use the http or https scheme.`;
    const host = url.hostname.toLowerCase();
    if (host.endsWith(".")) return `The ${shown} host must not end with a trailing dot.`;
    return hostFault(call, attribute, host.replace(/^\[|\]$/g, ""));
  };
}

function hostFault(call: Call, attribute: string, host: string): string | undefined {
  const shown = attribute.replaceAll("_", " ");
  const inside = `The ${attribute} points to a local or private address that is not allowed. Configure allowed internal targets: http://${call.headers.host ?? "localhost"}/settings/advanced#endpoint-section`;
  const version = isIP(host);
  if (version === 0) {
    if (INTERNAL_NAME.test(host)) return inside;
    return UNRESOLVABLE.test(host) ? `The ${shown} host could not be resolved.` : undefined;
  }
  const family = version === 6 ? "ipv6" : "ipv4";
  if (linkLocal.check(host, family)) return `The ${shown} must not point to link-local addresses.`;
  return notPublic.check(host, family) ? inside : undefined;
}

function urlOf(value: unknown): URL | undefined {
  if (typeof value !== "string" || !/^[a-z][a-z0-9+.-]*:\/\/[^\s/?#]+/i.test(value) || !URL.canParse(value)) return undefined;
  return new URL(value);
}

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", prefix] = network.split("/");
    list.addSubnet(address, Number(prefix), isIP(address) === 6 ? "ipv6" : "ipv4");
  }
  return list;
}
