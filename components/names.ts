/**
 * Every logical name (Pulumi's, part of the URN) in one place. A name that changes is a new resource to Pulumi:
 * rename only with an alias and a test of it.
 *
 * `stack` is the code of the instance or white-label; `owner` the name of the application, service or database that a thing belongs to.
 */
export const names = {
  project: (stack: string) => stack,
  environment: (stack: string, environment: string) => `${stack}-${environment}`,
  network: (stack: string) => `${stack}-network`,
  credential: (stack: string, credential: string) => `${stack}-${credential}-credential`,
  application: (application: string) => application,
  service: (service: string) => service,
  database: (database: string) => database,
  variables: (owner: string) => `${owner}-variables`,
  deployment: (owner: string) => `${owner}-deployment`,
  storage: (owner: string, storage: string) => `${owner}-${storage}-storage`,
  storageBackup: (owner: string, storage: string) => `${owner}-${storage}-storage-backup`,
  task: (owner: string, task: string) => `${owner}-${task}-task`,
  /** Schedules of a database have no names: the first bears no number, so that the usual case reads well. */
  databaseBackup: (database: string, index: number) => (index === 0 ? `${database}-backup` : `${database}-backup-${index + 1}`),
  /** What belongs to the platform itself: `key-deploy`, `server-main`. */
  platform: (what: "key" | "server" | "storage" | "channel", name: string) => `${what}-${name}`,
  /** Of the team; of a stack's project; of one of its environments. */
  sharedVariables: (stack?: string, environment?: string) =>
    [stack, environment, "shared-variables"].filter((part) => part !== undefined).join("-"),
};

/** The mark by which an object at Coolify is known as ours, whatever state says (decision 16): `<stack>/<logical name>`. */
export const stampOf = (stack: string, name: string) => `${stack}/${name}`;
