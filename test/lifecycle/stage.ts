import { createHash } from "node:crypto";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { defaultWorld } from "../../sandbox/coolify/world/defaultWorld.ts";
import { type Home, temporaryHome } from "../providers/support/home.ts";

/** An offline Coolify with two servers and a home, for one test file. */
export interface Stage {
  coolify: Coolify;
  home: Home;
  /** What a provider process sees; `more` wins. */
  environment(more?: Record<string, string | undefined>): Record<string, string | undefined>;
  /** Requests since the last call, as `METHOD /path`, without polls of deletions and deployments. */
  requests(): string[];
  /** The same with what was answered. */
  answered(): string[];
  close(): Promise<void>;
}

const [main] = defaultWorld.servers ?? [];
const [remote, ...remotes] = defaultWorld.remotes ?? [];

/** A compose file with a part that has a domain and one that has none. */
const COMPOSE = "services:\n  web:\n    image: nginx:alpine\n  api:\n    image: nginx:alpine\n";

const forge = (name: string, number: number) => ({
  name,
  uuid: `g0sandbox0github0app00${number}`,
  team: 1,
  app_id: number,
  installation_id: number,
  client_id: `client-${number}`,
  private_key: "main",
});

/** Tokens that lack something, and what they lack. */
const lacking = [
  { name: "write", value: "5|sandboxWrite", abilities: ["write"], user: 1, team: 1 },
  { name: "noDeploy", value: "6|sandboxNoDeploy", abilities: ["read", "write", "read:sensitive"], user: 1, team: 1 },
  { name: "expired", value: "7|sandboxExpired", abilities: ["root"], user: 1, team: 1, expired: true },
  { name: "member", value: "8|sandboxMember", abilities: ["root"], user: 3, team: 1 },
  { name: "rootTeam", value: "9|sandboxRootTeam", abilities: ["root"], user: 4, team: 0 },
];

export const world = {
  ...defaultWorld,
  users: [
    ...(defaultWorld.users ?? []),
    { id: 3, name: "Mia Member", email: "mia@example.com", teams: { 1: "member" } },
    { id: 4, name: "Rita Root", email: "rita@example.com", teams: { 0: "owner" } },
  ],
  tokens: [...(defaultWorld.tokens ?? []), ...lacking],
  privateKeys: [
    ...(defaultWorld.privateKeys ?? []),
    {
      symbol: "second",
      name: "main 2",
      uuid: "k0sandbox0key00000second",
      team: 1,
      fingerprint: "Xq1cK0sandbox0second0key0fingerprint0000000",
    },
  ],
  githubApps: [...(defaultWorld.githubApps ?? []), forge("forge", 11), forge("forge 2", 12)],
  remotes: [
    ...(remote ? [{ ...remote, files: { "/docker-compose.yaml": COMPOSE, "/web/docker-compose.yaml": COMPOSE } }] : []),
    ...remotes,
  ],
  servers: [
    main,
    {
      ...main,
      name: "second",
      uuid: "s0sandbox0server00second",
      ip: "203.0.113.11",
      destinations: [{ name: "coolify", network: "coolify", uuid: "d0sandbox0destination001" }],
    },
  ],
};

/** @param changes other parts of the world */
export async function openStage(settings: Record<string, unknown> = {}, changes: Record<string, unknown> = {}): Promise<Stage> {
  const coolify = await startCoolify({
    world: { ...world, ...changes },
    settings: { jobDelay: 20, deploymentDuration: 60, rateLimit: 0, ...settings },
  });
  const home = temporaryHome();
  const token = coolify.tokens.admin ?? "";
  const take = () => {
    const seen = coolify.requests().map(({ method, path, status }) => ({ line: `${method} ${path.replace("/api/v1", "")}`, status }));
    coolify.forgetRequests();
    return seen;
  };
  return {
    coolify,
    home,
    environment: (more = {}) => ({
      ...home.environment,
      COOLIFY_BASE_URL: coolify.url,
      COOLIFY_TOKEN: token,
      PF_RESOLVE: coolify.proxy,
      ...more,
    }),
    requests: () => take().map(({ line }) => line),
    answered: () => take().map(({ line, status }) => `${line} ${status}`),
    close: async () => {
      await coolify.close();
      home.remove();
    },
  };
}

/** What `pf` found out before the run: spares the two questions of identity. */
export function identityOf(coolify: Coolify, token = coolify.tokens.admin ?? ""): { PF_IDENTITY: string } {
  const team = { id: 1, created_at: "2026-01-05T09:30:00.000000Z" };
  const digest = createHash("sha256").update(token).digest("hex");
  return { PF_IDENTITY: JSON.stringify({ url: coolify.url, token: digest, version: "4.3.11", team }) };
}
