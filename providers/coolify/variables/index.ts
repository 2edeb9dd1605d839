import type { Connections } from "../connection.ts";
import type { Verbs } from "../engine/provider.ts";
import type { SecretValues } from "../secretValues.ts";
import type { ResourceShape } from "../shape.ts";
import { places } from "./place.ts";
import { applicationVariablesShape, databaseVariablesShape, serviceVariablesShape, sharedVariablesShape } from "./shape.ts";
import { sharedVariablesVerbs } from "./shared/verbs.ts";
import { variablesVerbs } from "./verbs.ts";

/** All kinds of variable sets with their verbs. */
export const variableSets = (connections: Connections, values: SecretValues): [ResourceShape, Verbs][] => [
  [applicationVariablesShape, variablesVerbs(applicationVariablesShape, places.application, connections, values)],
  [serviceVariablesShape, variablesVerbs(serviceVariablesShape, places.service, connections, values)],
  [databaseVariablesShape, variablesVerbs(databaseVariablesShape, places.database, connections, values)],
  [sharedVariablesShape, sharedVariablesVerbs(connections)],
];
