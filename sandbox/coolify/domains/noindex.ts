import { domainList, normalisedUrl } from "./normalise.ts";

/** The flags that stay: normalised, each once, only for domains that the application has (contract 4.2). */
export function keptNoindex(flags: readonly unknown[], fqdn: string | null): string[] {
  const own = new Set(domainList(fqdn).map(normalisedUrl));
  const wanted = flags.filter((flag): flag is string => typeof flag === "string" && flag.trim() !== "").map(normalisedUrl);
  return [...new Set(wanted.filter((url) => own.has(url)))];
}
