import { z } from "zod";
import { defineKind, get, patch, type Wire } from "../kind.ts";
import { rowsOf } from "../rows.ts";
import { Domains } from "./applicationReach.ts";
import { domainTurn, urlsOf } from "./serviceFields.ts";
import { Container, PART_COLUMNS, part, partFromWire, partToWire } from "./servicePart.ts";

/** Coolify lower-cases the whole address of a part, path and all (contract 10). */
const Lowered = Domains.transform((urls) => [...new Set(urls.map((url) => url.toLowerCase()))]);

const COLUMNS = {
  ...PART_COLUMNS,
  gzip: "is_gzip_enabled",
  stripPrefix: "is_stripprefix_enabled",
  forceHttps: "is_force_https_enabled",
};

/** Lists travel in forms of their own. */
const listsToWire = ({ urls, noindex }: { urls?: string[] | undefined; noindex?: string[] | undefined }): Wire => ({
  ...(urls && { url: urls.length > 0 ? urls.join(",") : null }),
  ...(noindex && { noindex_domains: noindex }),
});

const listsFromWire = (wire: Wire, inputs: Wire): Wire => ({
  ...((inputs.urls !== undefined || inputs.container === undefined) && { urls: wire.fqdn ? String(wire.fqdn).split(",") : [] }),
  ...(inputs.noindex !== undefined && { noindex: rowsOfText(wire.noindex_domains) }),
});

const rowsOfText = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** A container of a service that is no database. It comes with the compose text and stays when the resource is removed. */
export const serviceApplication = defineKind({
  type: "ServiceApplication",
  doc: "Settings of one container of a service, found by its name. What is left out stays as Coolify has it; removing the resource changes nothing.",
  input: z.strictObject({
    ...part,
    container: Container.meta({ examples: ["web", "worker"] }),
    urls: Lowered.optional()
      .describe("Its addresses, with the port the container listens on, in lower case. They must not stand in `urls` of the service too.")
      .meta({ examples: [["https://parts.example.com:80"], ["https://pieces.example.com:80"]] }),
    noindex: Lowered.optional()
      .describe("Those of its addresses that search engines are told to leave out.")
      .meta({ examples: [["https://parts.example.com:80"], []] }),
    gzip: z.boolean().optional().describe("Whether the proxy compresses answers."),
    stripPrefix: z.boolean().optional().describe("Whether the proxy takes the path of the address off."),
    forceHttps: z.boolean().optional().describe("Whether the proxy leads http to https.").meta({ since: "4.3.8" }),
  }),
  example: {
    service: "<Service>",
    owner: "<Service owner>",
    container: "web",
    humanName: "Shop window",
    description: "What visitors see",
    excludeFromStatus: false,
    noindex: [],
    gzip: true,
    stripPrefix: true,
    forceHttps: true,
  },
  routes: {
    read: get("/services/{service}/applications/{uuid}"),
    together: { ...get("/services"), rows: (answer) => rowsOf(answer).flatMap(({ applications }) => rowsOf(applications)) },
    update: patch("/services/{service}/applications/{uuid}"),
  },
  parents: { service: get("/services/{service}") },
  createKeys: [],
  replaceOn: ["container"],
  adopt: {
    by: "name",
    list: { ...get("/services/{service}/applications"), rows: rowsOf },
    same: (row, { container }) => row.name === container,
  },
  toWire: (inputs) => ({ ...partToWire(COLUMNS, inputs), ...listsToWire(inputs) }),
  fromWire: (wire, inputs) => ({ container: wire.name, ...partFromWire(COLUMNS, wire, inputs), ...listsFromWire(wire, inputs) }),
  // Others are dropped without a word (contract 13.2).
  faults: ({ urls, noindex }) =>
    urls && noindex?.some((url) => !urls.includes(url)) ? [{ property: "noindex", reason: "must contain addresses of urls only" }] : [],
  // Every change of a part writes the compose text (contract 21.3).
  turns: ({ service, urls }) => [`service:${service}`, ...(urls ?? []).map(domainTurn)],
  claims: ({ service, container, urls }) => (service && container && urls ? urlsOf(service, container) : {}),
  exempt: {
    gone: "a part comes and goes with the compose text and has no route that deletes it (contract 13.3)",
    adopt: "it is only found, never made (contract 13.2)",
    destroy: "it stays with its service (contract 13.3)",
  },
});
