import type { Labelled, Site } from "./labels.ts";

/** Labels for Traefik, unsorted (docker.php fqdnLabelsForTraefik). */
export function traefikLabels(all: Labelled): string[] {
  const labels = ["traefik.enable=true"];
  if (all.isGzipped) labels.push("traefik.http.middlewares.gzip.compress=true");
  labels.push("traefik.http.middlewares.redirect-to-https.redirectscheme.scheme=https");
  if (all.login) labels.push(`traefik.http.middlewares.${loginName(all)}.basicauth.users=${all.login.name}:${all.login.hash}`);
  for (const site of all.sites) labels.push(...siteLabels(all, site));
  return labels;
}

const loginName = ({ uuid }: Labelled) => `http-basic-auth-${uuid}`;

function siteLabels(all: Labelled, site: Site): string[] {
  const http = `http-${site.at}-${all.uuid}`;
  const https = `https-${site.at}-${all.uuid}`;
  const noindex = `${site.at}-${all.uuid}-noindex`;
  const header = site.isNoindex ? [`traefik.http.middlewares.${noindex}.headers.customresponseheaders.X-Robots-Tag=noindex, nofollow`] : [];
  if (site.scheme !== "https") {
    const { names, labels } = middlewares(all, site, http, noindex);
    return [...header, ...router(http, "http", site), ...labels, ...using(http, names)];
  }
  const { names, labels } = middlewares(all, site, https, noindex);
  const redirecting = [...(site.isNoindex ? [noindex] : []), "redirect-to-https"];
  return [
    ...header,
    ...router(https, "https", site),
    ...labels,
    ...using(https, names),
    `traefik.http.routers.${https}.tls=true`,
    `traefik.http.routers.${https}.tls.certresolver=letsencrypt`,
    ...router(http, "http", site),
    ...using(http, all.isHttpsForced ? redirecting : names),
  ];
}

const using = (label: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`traefik.http.routers.${label}.middlewares=${names.join(",")}`];

function router(label: string, entry: string, { host, path, port }: Site): string[] {
  const labels = [
    `traefik.http.routers.${label}.rule=Host(\`${host}\`) && PathPrefix(\`${path}\`)`,
    `traefik.http.routers.${label}.entryPoints=${entry}`,
  ];
  if (!port) return labels;
  return [...labels, `traefik.http.routers.${label}.service=${label}`, `traefik.http.services.${label}.loadbalancer.server.port=${port}`];
}

/** Middlewares of a site in the order in which the proxy uses them, and the labels that define them. */
function middlewares(all: Labelled, site: Site, label: string, noindex: string): { names: string[]; labels: string[] } {
  const names: string[] = [];
  const labels: string[] = [];
  if (site.path !== "/" && all.isPrefixStripped) {
    labels.push(`traefik.http.middlewares.${label}-stripprefix.stripprefix.prefixes=${site.path}`);
    names.push(`${label}-stripprefix`);
  }
  if (all.isGzipped) names.push("gzip");
  const redirect = redirectOf(all, site);
  if (redirect) {
    labels.push(...redirect.labels);
    names.push(redirect.name);
  }
  if (all.login) names.push(loginName(all));
  if (site.isNoindex) names.push(noindex);
  return { names, labels };
}

function redirectOf({ redirect, uuid, dollar }: Labelled, { at, host }: Site): { name: string; labels: string[] } | undefined {
  const isWww = host.startsWith("www.");
  if (redirect === "both" || (redirect === "www") === isWww) return undefined;
  const name = `${at}-${uuid}-to-${redirect}`;
  const start = `traefik.http.middlewares.${name}.redirectregex`;
  const [from, to] = redirect === "www" ? ["(?:www\\.)?", "www."] : ["www\\.", ""];
  return {
    name,
    labels: [
      `${start}.regex=^(http|https)://${from}(.+)`,
      `${start}.replacement=${dollar}{1}://${to}${dollar}{2}`,
      `${start}.permanent=false`,
    ],
  };
}

/** Labels for Caddy, unsorted (docker.php fqdnLabelsForCaddy). */
export function caddyLabels(all: Labelled): string[] {
  return [`caddy_ingress_network=${all.network}`, ...all.sites.flatMap((site) => caddySite(all, site))];
}

function caddySite(all: Labelled, site: Site): string[] {
  const { at, scheme, host, path, port } = site;
  const start = `caddy_${at}`;
  const handle = all.isPrefixStripped ? "handle_path" : "handle";
  const address = scheme === "https" && !all.isHttpsForced ? `http://${host}, https://${host}` : `${scheme}://${host}`;
  const header = [`${start}.header.0_-Server=`, `${start}.header.1_X-Robots-Tag="noindex, nofollow"`];
  return [
    `${start}=${address}`,
    ...(site.isNoindex ? header : [`${start}.header=-Server`]),
    `${start}.try_files={path} /index.html /index.php`,
    `${start}.${handle}.${at}_reverse_proxy={{upstreams${port ? ` ${port}` : ""}}}`,
    `${start}.${handle}=${path}*`,
    ...(all.isGzipped ? [`${start}.encode=zstd gzip`] : []),
    ...caddyRedirect(all, site),
    ...(all.login ? [`${start}.basicauth.${all.login.name}="${all.login.hash}"`] : []),
  ];
}

function caddyRedirect({ redirect, isHttpsForced }: Labelled, { at, host, scheme }: Site): string[] {
  const isWww = host.startsWith("www.");
  if (redirect === "both" || (redirect === "www") === isWww) return [];
  const target = redirect === "www" ? `www.${host}` : host.replaceAll("www.", "");
  return [`caddy_${at}.redir=${isHttpsForced ? scheme : "{scheme}"}://${target}{uri}`];
}
