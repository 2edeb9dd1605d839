import type { ResolvedValue, Settings } from "./resolved.ts";

/** What all tenants stand on: one stack, `platform`. */
export interface ResolvedPlatform {
  kind: "platform";
  code: "platform";
  /** Name in `servers.yaml` of the Coolify that it is about. */
  server: string;
  privateKeys: { name: string; description: string; key: ResolvedValue }[];
  servers: { name: string; description: string; address: string; port: number; user: string; privateKey: string; settings: Settings }[];
  s3Storages: {
    name: string;
    description: string;
    endpoint: string;
    bucket: string;
    region: string;
    key: ResolvedValue;
    secret: ResolvedValue;
  }[];
  /** `settings` and `secrets` are fields of the channel; `events` what is told, by event. */
  notifications: { channel: string; settings: Settings; secrets: Record<string, ResolvedValue>; events: Record<string, boolean> }[];
  /** Shared variables of the team. */
  variables: Record<string, ResolvedValue>;
}
