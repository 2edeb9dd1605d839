/** What a scan makes of a container: a running one without a health check is `running:unknown` (ContainerStatusAggregator, contract 8.7). */
export function scanned(container: string): string {
  if (container === "none" || container.startsWith("exited")) return "exited";
  if (container.includes(":")) return container;
  return container === "degraded" ? "degraded:unhealthy" : `${container}:unknown`;
}
