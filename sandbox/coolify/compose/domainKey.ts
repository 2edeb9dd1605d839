/** A key of `environment` that gives its container a domain: `SERVICE_FQDN_WEB_3000` or `SERVICE_URL_WEB`. */
export interface DomainKey {
  /** As written: `WEB`. */
  readonly name: string;
  readonly port: string | null;
}

const KEY = /^SERVICE_(?:URL|FQDN)_(.*)$/s;

export function domainKey(key: string): DomainKey | undefined {
  const name = KEY.exec(key)?.[1];
  if (name === undefined) return undefined;
  const port = /^(.*)_(\d+)$/s.exec(name);
  if (port) return { name: port[1] ?? "", port: port[2] ?? "" };
  return /^\d+$/.test(name) ? { name: "", port: name } : { name, port: null };
}

/** Rows of a domain: with port there are two more that carry it (contract 13.3, "Domains"). */
export function domainRows({ name, port }: DomainKey, fqdn: string, url: string): [key: string, value: string][] {
  const rows: [string, string][] = [
    [`SERVICE_FQDN_${name}`, fqdn],
    [`SERVICE_URL_${name}`, url],
  ];
  if (port !== null) rows.push([`SERVICE_FQDN_${name}_${port}`, `${fqdn}:${port}`], [`SERVICE_URL_${name}_${port}`, `${url}:${port}`]);
  return rows;
}
