import type {
  ResolvedApplication,
  ResolvedDatabase,
  ResolvedHealthCheck,
  ResolvedStorage,
  ResolvedValue,
} from "../../../config/resolved.ts";
import { yamlTexts } from "../../../config/write.ts";
import { imageOf } from "./compose.ts";
import { engineOf } from "./engines.ts";
import { isReference, type Parts, textOf } from "./parts.ts";

type Manifest = Record<string, unknown>;

/** A container and what hangs on it, whatever it was at Coolify. */
interface Running {
  name: string;
  namespace: string;
  image: string;
  port: number;
  command?: string[];
  variables: Record<string, ResolvedValue>;
  domains: string[];
  mounts: { name: string; path: string; volume: Manifest; claim?: true; file?: string }[];
  limits: ResolvedApplication["limits"];
  health?: ResolvedHealthCheck;
}

/** How large a volume is asked for: Coolify's have no size. */
const VOLUME_SIZE = "10Gi";

/**
 * What runs in a stack as Kubernetes manifests, a namespace for each environment. Secrets hold `${NAME}` where the value belongs:
 * `envsubst` fills them in.
 */
export function kubernetesText({ code, applications, databases }: Parts, notes: readonly string[]): string {
  const running = [
    ...databases.map((database) => ofDatabase(code, database)),
    ...applications.map((application) => ofApplication(code, application)),
  ];
  const namespaces = [...new Set(running.map(({ namespace }) => namespace))];
  const manifests = [
    ...namespaces.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })),
    ...running.flatMap(manifestsOf),
  ];
  return `${notes.map((note) => `# ${note}\n`).join("")}${yamlTexts(manifests)}`;
}

function ofApplication(code: string, application: ResolvedApplication): Running {
  const { name, environment, source, port, variables, domains, storages, limits, healthCheck, startCommand } = application;
  return {
    name,
    namespace: `${code}-${environment}`,
    // What Coolify builds has to be built and pushed first; the name says what is meant.
    image: source.type === "dockerImage" ? imageOf(source) : `${name}:${"commit" in source && source.commit ? source.commit : "latest"}`,
    port,
    ...(startCommand && source.type !== "dockerImage" && { command: ["sh", "-c", startCommand] }),
    variables,
    domains,
    mounts: storages.map((storage) => mountOf(name, storage)),
    limits,
    ...(healthCheck.enabled && { health: healthCheck }),
  };
}

function ofDatabase(code: string, database: ResolvedDatabase): Running {
  const { image, port, path, variables, command } = engineOf(database);
  const { name, environment, limits } = database;
  return {
    name,
    namespace: `${code}-${environment}`,
    image,
    port,
    // Kubernetes fills in nothing that a shell shall see, so compose's doubled sign is one again.
    ...(command && { command: command.map((word) => word.replaceAll("$$", "$")) }),
    variables,
    domains: [],
    mounts: [{ name: `${name}-data`, path, volume: { persistentVolumeClaim: { claimName: `${name}-data` } }, claim: true }],
    limits,
  };
}

function mountOf(owner: string, { name, source, mountPath: path }: ResolvedStorage): Running["mounts"][number] {
  const id = `${owner}-${name}`.toLowerCase().replaceAll(/[^a-z0-9-]/g, "-");
  if (source.type === "file") return { name: id, path, volume: { configMap: { name: id } }, file: source.content };
  if (source.type === "bind") return { name: id, path, volume: { hostPath: { path: source.hostPath } } };
  if (source.type !== "volume") return { name: id, path, volume: { hostPath: { path: source.fsPath } } };
  return { name: id, path, volume: { persistentVolumeClaim: { claimName: id } }, claim: true };
}

function manifestsOf(running: Running): Manifest[] {
  const { name, namespace, variables, mounts, domains } = running;
  const of = (apiVersion: string, kind: string, called: string, body: Manifest): Manifest => ({
    apiVersion,
    kind,
    metadata: { name: called, namespace, labels: { app: name } },
    ...body,
  });
  const open = Object.entries(variables).filter(([, value]) => !isReference(value));
  const hidden = Object.entries(variables).filter(([, value]) => isReference(value));
  const texts = (entries: [string, ResolvedValue][]) => Object.fromEntries(entries.map(([key, value]) => [key, textOf(value)]));
  return [
    ...(open.length > 0 ? [of("v1", "ConfigMap", name, { data: texts(open) })] : []),
    ...(hidden.length > 0 ? [of("v1", "Secret", name, { type: "Opaque", stringData: texts(hidden) })] : []),
    ...mounts.flatMap(({ name: id, path, claim, file }) => [
      ...(claim ? [of("v1", "PersistentVolumeClaim", id, claimBody())] : []),
      ...(file === undefined ? [] : [of("v1", "ConfigMap", id, { data: { [fileOf(path)]: file } })]),
    ]),
    of("apps/v1", "Deployment", name, deploymentBody(running, open.length > 0, hidden.length > 0)),
    of("v1", "Service", name, { spec: { selector: { app: name }, ports: [{ port: running.port, targetPort: running.port }] } }),
    ...(domains.length > 0 ? [of("networking.k8s.io/v1", "Ingress", name, ingressBody(running))] : []),
  ];
}

const claimBody = () => ({ spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: VOLUME_SIZE } } } });

const fileOf = (path: string) => path.split("/").at(-1) ?? path;

function deploymentBody({ name, image, port, command, mounts, limits, health }: Running, open: boolean, hidden: boolean): Manifest {
  const probe = health && probeOf(health, port);
  const resources = {
    ...(Number(limits.cpus) > 0 && { cpu: limits.cpus }),
    ...(limits.memory !== "0" && { memory: limits.memory.replace(/([mg])$/, (_, unit: string) => `${unit.toUpperCase()}i`) }),
  };
  const container = {
    name: "app",
    image,
    ...(command && { command }),
    ports: [{ containerPort: port }],
    ...((open || hidden) && { envFrom: [...(open ? [{ configMapRef: { name } }] : []), ...(hidden ? [{ secretRef: { name } }] : [])] }),
    ...(Object.keys(resources).length > 0 && { resources: { limits: resources } }),
    ...(probe && { readinessProbe: probe, livenessProbe: probe }),
    ...(mounts.length > 0 && {
      volumeMounts: mounts.map(({ name: id, path, file }) => ({
        name: id,
        mountPath: path,
        ...(file !== undefined && { subPath: fileOf(path) }),
      })),
    }),
  };
  const volumes = mounts.map(({ name: id, volume }) => ({ name: id, ...volume }));
  return {
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      // Two containers must not write into one volume.
      ...(mounts.some(({ claim }) => claim) && { strategy: { type: "Recreate" } }),
      template: { metadata: { labels: { app: name } }, spec: { containers: [container], ...(volumes.length > 0 && { volumes }) } },
    },
  };
}

function probeOf(
  { type, command, path, port, scheme = "http", intervalSeconds, timeoutSeconds, retries, startPeriodSeconds }: ResolvedHealthCheck,
  standard: number,
) {
  return {
    ...(type === "cmd"
      ? { exec: { command: ["sh", "-c", command ?? "true"] } }
      : { httpGet: { path, port: port ?? standard, scheme: scheme.toUpperCase() } }),
    initialDelaySeconds: startPeriodSeconds,
    periodSeconds: intervalSeconds,
    timeoutSeconds,
    failureThreshold: retries,
  };
}

function ingressBody({ name, port, domains }: Running): Manifest {
  const urls = domains.map((domain) => new URL(domain));
  const secure = [...new Set(urls.filter(({ protocol }) => protocol === "https:").map(({ hostname }) => hostname))];
  const hosts = [...new Set(urls.map(({ hostname }) => hostname))];
  const pathsOf = (host: string) => urls.filter(({ hostname }) => hostname === host);
  const rules = hosts.map((host) => ({
    host,
    http: {
      paths: pathsOf(host).map(({ pathname, port: own }) => ({
        path: pathname,
        pathType: "Prefix",
        backend: { service: { name, port: { number: own ? Number(own) : port } } },
      })),
    },
  }));
  return { spec: { ...(secure.length > 0 && { tls: [{ hosts: secure, secretName: `${name}-tls` }] }), rules } };
}
