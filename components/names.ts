/**
 * Every logical name (Pulumi's, part of the URN) in one place. A name that changes is a new resource to Pulumi:
 * rename only with an alias and a test of it.
 */
export const names = {
  project: (instance: string) => instance,
  environment: (instance: string, environment: string) => `${instance}-${environment}`,
  application: (application: string) => application,
  variables: (application: string) => `${application}-variables`,
  deployment: (application: string) => `${application}-deployment`,
};

/** The mark by which an object at Coolify is known as ours, whatever state says (decision 16): `<stack>/<logical name>`. */
export const stampOf = (stack: string, name: string) => `${stack}/${name}`;
