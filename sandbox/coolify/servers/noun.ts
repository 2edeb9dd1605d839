import { gated } from "../http/call.ts";
import type { Noun } from "../noun.ts";
import { changeServer } from "./change.ts";
import { CLEANUP, cleanupJob, cleanups, listCleanups, runCleanup } from "./cleanup.ts";
import { createServer } from "./create.ts";
import { DELETION, deleteServer, deletionJob } from "./delete.ts";
import { changeProxySettings, restartProxy, saveConfiguration, showProxy } from "./proxy.ts";
import { listDomains, listResources, listServers, showServer } from "./read.ts";
import { seedServers } from "./seed.ts";
import { settingsActions } from "./settingsParts.ts";
import { serverSettings, servers } from "./tables.ts";
import { transferActions } from "./transfer.ts";
import { changeTunnel, disableTunnel, enableTunnel, showTunnel } from "./tunnel.ts";
import { controlRemoteHost, remoteHosts, VALIDATION, validateServer, validationJob } from "./validate.ts";
import { controlWildcardDomain } from "./wildcardDomain.ts";

export const serversNoun: Noun = {
  name: "servers",
  tables: [servers, serverSettings, cleanups, remoteHosts],
  actions: {
    "GET /servers": listServers,
    "POST /servers": gated(createServer),
    "GET /servers/{uuid}": showServer,
    "PATCH /servers/{uuid}": gated(changeServer),
    "DELETE /servers/{uuid}": deleteServer,
    "GET /servers/{uuid}/resources": listResources,
    "GET /servers/{uuid}/domains": listDomains,
    "POST /servers/{uuid}/validate": validateServer,
    "GET /servers/{uuid}/proxy": showProxy,
    "PATCH /servers/{uuid}/proxy": gated(changeProxySettings),
    "PUT /servers/{uuid}/proxy/configuration": gated(saveConfiguration),
    "POST /servers/{uuid}/proxy/restart": restartProxy,
    "GET /servers/{uuid}/cloudflare-tunnel": showTunnel,
    "PATCH /servers/{uuid}/cloudflare-tunnel": gated(changeTunnel),
    "POST /servers/{uuid}/cloudflare-tunnel/enable": enableTunnel,
    "POST /servers/{uuid}/cloudflare-tunnel/disable": disableTunnel,
    "POST /servers/{uuid}/docker-cleanup/run": runCleanup,
    "GET /servers/{uuid}/docker-cleanup/executions": listCleanups,
    ...settingsActions,
    ...transferActions,
  },
  jobs: { [VALIDATION]: validationJob, [DELETION]: deletionJob, [CLEANUP]: cleanupJob },
  controls: { "remote-host": controlRemoteHost, "server-wildcard-domain": controlWildcardDomain },
  seed: seedServers,
};
