import { accessNoun } from "./access/noun.ts";
import { applicationsNoun } from "./applications/noun.ts";
import { backupsNoun } from "./backups/noun.ts";
import { cloudNoun } from "./cloud/noun.ts";
import { composeNoun } from "./compose/noun.ts";
import { databasesNoun } from "./databases/noun.ts";
import { deploymentsNoun } from "./deployments/noun.ts";
import { destinationsNoun } from "./destinations/noun.ts";
import { domainsNoun } from "./domains/noun.ts";
import { environmentsNoun } from "./environments/noun.ts";
import { gitNoun } from "./git/noun.ts";
import { hostsNoun } from "./hosts/noun.ts";
import { keysNoun } from "./keys/noun.ts";
import { notificationsNoun } from "./notifications/noun.ts";
import type { Noun } from "./noun.ts";
import { projectsNoun } from "./projects/noun.ts";
import { proxyNoun } from "./proxy/noun.ts";
import { registryNoun } from "./registry/noun.ts";
import { resourcesNoun } from "./resources/noun.ts";
import { s3Noun } from "./s3/noun.ts";
import { serversNoun } from "./servers/noun.ts";
import { servicesNoun } from "./services/noun.ts";
import { sharedVariablesNoun } from "./sharedVariables/noun.ts";
import { sourcesNoun } from "./sources/noun.ts";
import { storagesNoun } from "./storages/noun.ts";
import { tagsNoun } from "./tags/noun.ts";
import { tasksNoun } from "./tasks/noun.ts";
import { teamsNoun } from "./teams/noun.ts";
import { variablesNoun } from "./variables/noun.ts";

/** All nouns, in the order in which they fill a new world. */
export const nouns: readonly Noun[] = [
  accessNoun,
  teamsNoun,
  keysNoun,
  serversNoun,
  hostsNoun,
  destinationsNoun,
  sourcesNoun,
  gitNoun,
  registryNoun,
  projectsNoun,
  environmentsNoun,
  resourcesNoun,
  applicationsNoun,
  domainsNoun,
  composeNoun,
  servicesNoun,
  databasesNoun,
  backupsNoun,
  s3Noun,
  variablesNoun,
  sharedVariablesNoun,
  storagesNoun,
  tasksNoun,
  tagsNoun,
  deploymentsNoun,
  notificationsNoun,
  cloudNoun,
  proxyNoun,
];
