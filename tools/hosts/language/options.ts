/**
 * The option `nodeargs` of Pulumi.yaml (`runtime.options.nodeargs: "--import ./x.js --no-warnings"`) as a list.
 * Words are separated by blanks; quotes keep blanks together.
 */
export function nodeArguments(options: Record<string, unknown>): string[] {
  const text = typeof options.nodeargs === "string" ? options.nodeargs : "";
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? "");
}
