import { z } from "zod";
import { Adopt, Connection, DeleteData, Owner, Stamp, WorkloadDescription } from "../fields.ts";
import { defineKind, get, patch, post } from "../kind.ts";
import { rowsOf } from "../rows.ts";
import { Tags } from "./applicationReach.ts";
import { ApplicationName } from "./applicationText.ts";
import { deletionOf } from "./deletion.ts";
import { COMPOSE_EXAMPLE, domainTurn, ServiceSource, Urls, urlsOf } from "./serviceFields.ts";
import { keepFiles } from "./serviceFiles.ts";
import { place, placeToCreate } from "./servicePlace.ts";
import { serviceFaults, serviceFromWire, serviceToWire, urlsBeside } from "./serviceWire.ts";

/** Containers that belong together, from a compose text or a one-click service. Names may repeat at Coolify, so it is known by its stamp. */
export const service = defineKind({
  type: "Service",
  doc: "Containers that belong together: from a compose text, or a one-click service of Coolify's catalogue.",
  input: z.strictObject({
    coolify: Connection,
    owner: Owner.optional(),
    adopt: Adopt,
    stamp: Stamp,
    ...place,
    name: ApplicationName.describe("Shown in Coolify. Names may repeat there."),
    description: WorkloadDescription.default("").describe("Words for people; the stamp is added."),
    source: ServiceSource.describe("A compose text, or a service of Coolify's catalogue."),
    urls: Urls.describe(
      'Addresses by container, with the port the container listens on: `{ web: ["https://acme.example.com:3000"] }`. An empty list takes the domain away, and so does leaving out a container that was named. Containers that are not named are left alone; one that a ServiceApplication gives its addresses must not be named.',
    ).meta({
      examples: [{ web: ["https://shop.example.com:80"] }, { web: ["https://store.example.com:80"] }],
      writeOnly: "containers that are not named are left alone, so what people change of theirs is not looked at",
    }),
    connectToDockerNetwork: z
      .boolean()
      .optional()
      .describe(
        "Whether its containers also join the network of the destination. Left out it stays as Coolify has it; a new service does not.",
      ),
    escapeLabels: z.boolean().default(true).describe("Whether `$` in labels is escaped, so that Docker does not take it for a variable."),
    tags: Tags.describe("Tags, in lower case. Left out they are left alone.").meta({ examples: [["shop"], ["shop", "web"]] }),
    deleteData: DeleteData,
  }),
  example: {
    stamp: "air/shop",
    project: "<Project>",
    environment: "production",
    server: "main",
    name: "shop",
    description: "The shop",
    source: { type: "compose", text: COMPOSE_EXAMPLE },
    connectToDockerNetwork: false,
    tags: ["shop"],
  },
  routes: {
    create: post("/services"),
    read: get("/services/{uuid}"),
    // Without parts while a start is in progress (contract 13.2).
    together: { ...get("/services"), rows: (answer) => rowsOf(answer).filter((row) => "applications" in row) },
    update: patch("/services/{uuid}"),
    delete: deletionOf("/services/{uuid}"),
    move: post("/services/{uuid}/move"),
  },
  parents: { project: get("/projects/{project}") },
  // `connect_to_docker_network` is refused by create and accepted afterwards (contract 13.1).
  createKeys: ["name", "description", "docker_compose_raw", "urls", "is_container_label_escape_enabled"],
  replaceOn: ["server", "destination", "source.type", "source.name"],
  // A create that was cut off may have read the text half; any change reads it again (contract 21.4).
  adopt: { by: "stamp", list: get("/services"), rewritten: ["name"] },
  toWire: serviceToWire,
  fromWire: serviceFromWire,
  toCreate: async (inputs, lookups) => ({
    ...(await placeToCreate(inputs, lookups)),
    ...(inputs.source.type === "oneClick" && { type: inputs.source.name }),
    ...(inputs.tags?.length && { tags: inputs.tags }),
  }),
  besideUpdate: (inputs, _uuid, before) => urlsBeside(inputs, before),
  tags: "/services/{uuid}/tags",
  data: { onDelete: "volumesStay", lostByReplacement: () => true, storages: get("/services/{uuid}/storages") },
  faults: serviceFaults,
  turns: ({ urls }, _, uuid) => [...(uuid ? [`service:${uuid}`] : []), ...Object.values(urls).flat().map(domainTurn)],
  claims: ({ urls = {} }, uuid) => Object.assign({}, ...Object.keys(urls).map((container) => urlsOf(uuid, container))),
  afterWrite: keepFiles,
  deletedLater: true,
});
