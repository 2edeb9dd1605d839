import type { Environment } from "./address.ts";
import { Connections } from "./connection.ts";
import { containerDeployments } from "./deployment/containerVerbs.ts";
import { deploymentShape } from "./deployment/shape.ts";
import { deploymentVerbs } from "./deployment/verbs.ts";
import { verbsOf } from "./engine/engine.ts";
import { type Provider, providerOf, type Verbs } from "./engine/provider.ts";
import { Shared } from "./engine/shared.ts";
import { kinds } from "./kinds/index.ts";
import { Report } from "./report.ts";
import { SecretValues } from "./secretValues.ts";
import type { ResourceShape } from "./shape.ts";
import { variableSets } from "./variables/index.ts";

/** All providers of one process: they share connections, caches and limits. */
export interface Host {
  /** @param key `coolify:<Kind>` */
  get(key: string): Provider;
  /** The run is interrupted: the signal that all verbs got is given. */
  cancel(): void;
  close(): Promise<void>;
}

/** @param environment the variables of the process (README, "Environment") */
export function createHost(environment: Environment): Host {
  const connections = new Connections(environment);
  const shared = new Shared(new Report(environment.PF_RUN));
  const values = new SecretValues();
  const resources: [ResourceShape, Verbs][] = [
    ...kinds.map((kind): [ResourceShape, Verbs] => [kind, verbsOf(kind, connections)]),
    ...variableSets(connections, values),
    [deploymentShape, deploymentVerbs(connections, values)],
    ...containerDeployments(connections, values),
  ];
  const providers = new Map(resources.map(([shape, verbs]) => [`coolify:${shape.type}`, providerOf(shape, verbs, shared)]));
  return {
    get: (key) => {
      const provider = providers.get(key);
      if (!provider) throw new Error(`This version of the program does not know ${key}. It was made by a newer one: update the program.`);
      return provider;
    },
    cancel: () => shared.cancel(),
    close: () => connections.close(),
  };
}
