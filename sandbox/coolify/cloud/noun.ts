import { gated } from "../http/call.ts";
import type { Noun } from "../noun.ts";
import { catalogueActions } from "./catalogues.ts";
import { cloudControls } from "./controls.ts";
import { changeScript, createScript, deleteScript, listScripts, showScript } from "./initScripts.ts";
import { machineActions } from "./machines.ts";
import { cloudAccounts, cloudInitScripts, cloudTokens } from "./tables.ts";
import { changeToken, createToken, deleteToken, listTokens, showToken, validateToken } from "./tokens.ts";

export const cloudNoun: Noun = {
  name: "cloud",
  tables: [cloudTokens, cloudInitScripts, cloudAccounts],
  actions: {
    "GET /cloud-tokens": listTokens,
    "POST /cloud-tokens": gated(createToken),
    "GET /cloud-tokens/{uuid}": showToken,
    "PATCH /cloud-tokens/{uuid}": gated(changeToken),
    "DELETE /cloud-tokens/{uuid}": deleteToken,
    "POST /cloud-tokens/{uuid}/validate": validateToken,
    "GET /cloud-init-scripts": listScripts,
    "POST /cloud-init-scripts": gated(createScript),
    "GET /cloud-init-scripts/{uuid}": showScript,
    "PATCH /cloud-init-scripts/{uuid}": gated(changeScript),
    "DELETE /cloud-init-scripts/{uuid}": deleteScript,
    ...machineActions,
    ...catalogueActions,
  },
  controls: cloudControls,
};
