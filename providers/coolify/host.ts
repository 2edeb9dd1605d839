import type { Environment } from "./address.ts";
import { applicationVariablesShape } from "./applicationVariables/shape.ts";
import { applicationVariablesVerbs } from "./applicationVariables/verbs.ts";
import { Connections } from "./connection.ts";
import { deploymentShape } from "./deployment/shape.ts";
import { deploymentVerbs } from "./deployment/verbs.ts";
import { verbsOf } from "./engine/engine.ts";
import { type Names, type Provider, providerOf, type Verbs } from "./engine/provider.ts";
import { kinds } from "./kinds/index.ts";
import { Report } from "./report.ts";
import { SecretValues } from "./secretValues.ts";
import type { ResourceShape } from "./shape.ts";

/** All providers of one process: they share connections, caches and limits. */
export interface Host {
  /** @param key `coolify:<Kind>` */
  get(key: string): Provider;
  close(): Promise<void>;
}

/** @param environment the variables of the process (README, "Environment") */
export function createHost(environment: Environment): Host {
  const connections = new Connections(environment);
  const report = new Report(environment.PF_RUN);
  const values = new SecretValues();
  const names: Names = new Map();
  const resources: [ResourceShape, Verbs][] = [
    ...kinds.map((kind): [ResourceShape, Verbs] => [kind, verbsOf(kind, connections)]),
    [applicationVariablesShape, applicationVariablesVerbs(connections, values)],
    [deploymentShape, deploymentVerbs(connections, values)],
  ];
  const providers = new Map(resources.map(([shape, verbs]) => [`coolify:${shape.type}`, providerOf(shape, verbs, report, names)]));
  return {
    get: (key) => {
      const provider = providers.get(key);
      if (!provider) throw new Error(`This version of the program does not know ${key}. It was made by a newer one: update the program.`);
      return provider;
    },
    close: () => connections.close(),
  };
}
