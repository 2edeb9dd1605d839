import { applications } from "../applications/tables.ts";
import { refusal } from "../http/answer.ts";
import { type Call, shadowed } from "../http/call.ts";
import { servers } from "../servers/tables.ts";
import { type GithubAppRow, githubApps, gitlabApps } from "../sources/tables.ts";
import type { World } from "../world/world.ts";
import { type PrivateKeyRow, privateKeys } from "./tables.ts";

/** The key of the token's team with this uuid. @throws Refusal 404 with a text that differs by endpoint */
export function keyOf(call: Call, uuid: unknown = shadowed(call, "uuid"), text = "Private Key not found."): PrivateKeyRow {
  const key = call.world.of(privateKeys).byUuid(uuid);
  if (!key || key.team_id !== call.team) throw refusal(404, text);
  return key;
}

/** Whether servers, applications or git sources need the key. A deleted server does not, an application does until its job ran (contract 11). */
export function isInUse(world: World, key: PrivateKeyRow, except?: GithubAppRow): boolean {
  return (
    world
      .of(servers)
      .all()
      .some((server) => server.private_key_id === key.id && server.deleted_at === null) ||
    world
      .of(applications)
      .all()
      .some((application) => application.private_key_id === key.id) ||
    world
      .of(githubApps)
      .all()
      .some((app) => app.private_key_id === key.id && app !== except) ||
    world
      .of(gitlabApps)
      .all()
      .some((app) => app.private_key_id === key.id)
  );
}
