import type { Fault } from "./fault.ts";
import { type ConfigFile, textAt } from "./files.ts";
import { placeOf } from "./located.ts";
import { nearest } from "./nearest.ts";
import { mergeKey, nearestFile, type Tiers, withoutSequels } from "./tiers.ts";

/** What instances and white-labels have alike: a project on a server. */

/** The server of a tenant by its name in servers.yaml; undefined where it is missing or unknown. */
export function serverOf(files: readonly ConfigFile[], servers: readonly string[], tiers: Tiers, faults: Fault[]): string | undefined {
  const merged = mergeKey(files, "server");
  const server = textAt(merged, "server");
  if (server === undefined) {
    const place = nearestFile(tiers).located.at;
    const missing: Fault = { ...place, path: "server", reason: "missing; write the name of a server of servers.yaml", absent: true };
    faults.push(...withoutSequels([missing], tiers));
    return undefined;
  }
  if (servers.includes(server)) return server;
  const suggestion = nearest(server, servers);
  const known = suggestion === undefined && servers.length > 0 ? `; known there: ${servers.join(", ")}` : "";
  faults.push({
    ...placeOf(merged, ["server"]),
    path: "server",
    value: server,
    reason: `no such server in servers.yaml${known}`,
    suggestion,
  });
  return undefined;
}

/** `network: shared` gives it up (PLAT-8). */
export function hasOwnNetwork(files: readonly ConfigFile[]): boolean {
  return textAt(mergeKey(files, "network"), "network") !== "shared";
}
