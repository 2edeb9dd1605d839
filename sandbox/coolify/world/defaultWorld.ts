import type { RemoteDocument, WorldDocument } from "./document.ts";

const ALL = ["root"];
const INSTANCES = ["air", "baiv", "w4m"];
const PRODUCTS = ["ep", "vhf", "wwg", "endv", "rnor"];

/** A commit of 40 digits that says where it stands: `commit(3, 2)` is the second of the third repository. */
const commit = (repository: number, number: number): string => `${repository}c${number}`.padEnd(40, "0");

/** The repository of an instance: main is older than staging, staging older than develop. */
function remote(code: string, index: number): RemoteDocument {
  const [first = "", second = "", third = "", fourth = "", fifth = ""] = [1, 2, 3, 4, 5].map((number) => commit(index + 1, number));
  return {
    url: `https://github.com/pf-core/${code}-app`,
    branches: { develop: fifth, staging: third, main: second },
    history: { develop: [fourth, third, second, first], staging: [second, first], main: [first] },
  };
}

/** The world without `--world`: what the reference fleet needs to come up (decision 28). Tokens and uuids are made up. */
export const defaultWorld: WorldDocument = {
  version: "4.3.11",
  names: { admin: "1|sandboxAdmin", read: "2|sandboxRead", noSensitive: "3|sandboxNoSensitive", otherTeam: "4|sandboxOtherTeam" },
  instance: { is_api_enabled: true, fqdn: "https://coolify.pfcore.io", allowed_ips: null, public_ipv4: "203.0.113.1" },
  teams: [
    { id: 0, name: "Root Team", personal_team: true, created_at: "2026-01-05T09:00:00.000000Z" },
    { id: 1, name: "PF-Core", created_at: "2026-01-05T09:30:00.000000Z" },
    { id: 2, name: "Other", created_at: "2026-01-06T10:00:00.000000Z" },
  ],
  users: [
    { id: 1, name: "Olga Owner", email: "olga@example.com", teams: { 1: "owner" } },
    { id: 2, name: "Otto Other", email: "otto@example.com", teams: { 2: "owner" } },
  ],
  tokens: [
    { name: "admin", value: "1|sandboxAdmin", abilities: ALL, user: 1, team: 1 },
    { name: "read", value: "2|sandboxRead", abilities: ["read"], user: 1, team: 1 },
    { name: "noSensitive", value: "3|sandboxNoSensitive", abilities: ["read", "write", "deploy"], user: 1, team: 1 },
    { name: "otherTeam", value: "4|sandboxOtherTeam", abilities: ALL, user: 2, team: 2 },
  ],
  privateKeys: [
    { symbol: "main", name: "main", uuid: "k0sandbox0key0000000main", team: 1, fingerprint: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU" },
    {
      symbol: "other",
      name: "other",
      uuid: "k0sandbox0key000000other",
      team: 2,
      fingerprint: "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0",
    },
  ],
  servers: [
    {
      name: "main",
      uuid: "s0sandbox0server0000main",
      ip: "203.0.113.10",
      team: 1,
      private_key: "main",
      proxy: { type: "TRAEFIK", status: "running", redirect_enabled: true },
      destinations: [{ name: "coolify", network: "coolify", uuid: "d0sandbox0destination000" }],
    },
  ],
  githubApps: [{ id: 0, name: "Public GitHub", is_public: true, team: 0 }],
  remotes: INSTANCES.map(remote),
  images: PRODUCTS.map((product) => ({ repository: `ghcr.io/pf-core/${product}-app`, tags: ["1.0.0", "1.1.0"] })),
};
