import { BlockList, isIP } from "node:net";

/** Whether `allowed_ips` lets an address in (contract 1.1): comma separated, CIDR understood, empty or 0.0.0.0 anywhere means all. */
export function allows(allowed: string | null, address: string): boolean {
  const entries = (allowed ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
  if (entries.length === 0 || entries.some((entry) => entry === "0.0.0.0" || entry.startsWith("0.0.0.0/"))) return true;
  const list = new BlockList();
  for (const entry of entries) add(list, entry);
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  return list.check(address, family);
}

function add(list: BlockList, entry: string): void {
  const [net = "", bits] = entry.split("/");
  const version = isIP(net);
  if (version === 0) return;
  const family = version === 6 ? "ipv6" : "ipv4";
  const prefix = bits === undefined ? (version === 6 ? 128 : 32) : Number(bits);
  if (Number.isInteger(prefix) && prefix >= 0 && prefix <= (version === 6 ? 128 : 32)) list.addSubnet(net, prefix, family);
}
