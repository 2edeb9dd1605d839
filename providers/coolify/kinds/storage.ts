import { z } from "zod";
import { Connection, DeleteData, Owner, Uuid } from "../fields.ts";
import { defineKind, del, get, patch, post, type Reading } from "../kind.ts";
import { longText } from "../text.ts";
import { mountPath, Source } from "./storageFields.ts";
import { createdName, storageFromWire, storageRows, storageToWire, typeOf } from "./storageWire.ts";

interface Place {
  application?: string | undefined;
  database?: string | undefined;
}

/** Address of the storages of the parent; the routes of applications and databases are the same below it. */
const below = ({ application }: Place, more = "") =>
  `/${application ? "applications/{application}" : "databases/{database}"}/storages${more}`;
const list = (place: Place): Reading => ({ ...get(below(place)), rows: storageRows });
const parentOf = ({ application, database }: Place) => String(application ?? database);

/**
 * A volume, a directory of the server or a file, mounted into an application or a database. Not for services: their volumes are what
 * the compose text says, and a row that is made beside it can be neither used nor deleted (contract 6).
 */
export const storage = defineKind({
  type: "Storage",
  doc: "A volume, directory or file that is mounted into an application or a database.",
  input: z.strictObject({
    coolify: Connection,
    owner: Owner.optional(),
    application: Uuid.optional().describe(
      "Uuid of the application. Either this or `database`. Services have their volumes in the compose text.",
    ),
    database: Uuid.optional().describe("Uuid of the database."),
    mountPath: mountPath()
      .describe("Where it is seen inside the container: `/data`.")
      .meta({ examples: ["/data", "/var/data"] }),
    source: Source.describe(
      "What is mounted. Only a bind's path changes in place, all else makes another storage. A volume's data would stay behind in the old one, so there that is refused without `deleteData`.",
    ).meta({
      examples: [
        { type: "directory", fsPath: "/srv/uploads" },
        { type: "hostFile", fsPath: "/etc/app.conf" },
        { type: "bind", name: "uploads", hostPath: "/srv/uploads" },
        { type: "volume", name: "uploads" },
      ],
    }),
    content: longText()
      .optional()
      .describe("Text of a `file`. Left out: an empty file.")
      .meta({ secret: true, examples: ["limit: 5", "limit: 5\nburst: 10"] }),
    previewSuffix: z
      .boolean()
      .default(true)
      .describe("Whether previews of pull requests get a storage of their own instead of sharing this one."),
    deleteData: DeleteData.describe(
      "Whether a volume may make way for another one. Its data goes out of sight: Coolify never deletes the Docker volume itself.",
    ),
  }),
  example: { application: "<Application>", mountPath: "/data", source: { type: "directory", fsPath: "/srv/uploads" } },
  routes: {
    create: (inputs) => post(below(inputs)),
    read: list,
    update: (inputs) => patch(below(inputs)),
    delete: (inputs) => del(below(inputs, "/{uuid}")),
  },
  parents: { application: get("/applications/{application}"), database: get("/databases/{database}") },
  createKeys: ["type", "name", "mount_path", "host_path", "content", "is_directory", "is_host_file", "fs_path"],
  bornWith: { is_preview_suffix_enabled: true },
  replaceOn: ["source.type", "source.name", "source.fsPath"],
  adopt: {
    by: "name",
    list,
    same: (row, inputs) => {
      const [wire, parent] = [storageToWire(inputs, parentOf(inputs)), parentOf(inputs)];
      return inputs.source.type === "volume" || inputs.source.type === "bind"
        ? row.name === createdName(parent, inputs.source.name)
        : "fs_path" in row && row.mount_path === wire.mount_path;
    },
  },
  toWire: (inputs) => storageToWire(inputs, parentOf(inputs)),
  fromWire: (wire, inputs) => storageFromWire(wire, parentOf(inputs)),
  // Coolify puts the uuid of the parent before the name itself (trap T18); a change sends the full name.
  toCreate: async ({ source }) => ("name" in source ? { name: source.name } : {}),
  besideUpdate: ({ source }, uuid) => ({ uuid, type: typeOf(source) }),
  results: {
    schema: z.object({
      dockerVolume: z.string().describe("Name of the volume as Docker knows it; empty for files and directories."),
      fsPath: z.string().describe("Where a file or directory lies on the server; empty for volumes."),
    }),
    of: (wire) => ({ dockerVolume: wire.host_path ? "" : (wire.name ?? ""), fsPath: wire.fs_path ?? wire.host_path ?? "" }),
    movedBy: ["host_path"],
  },
  data: {
    onDelete: "volumesStay",
    lostByReplacement: ({ source }) => source?.type === "volume",
    volumes: ({ dockerVolume }) => (dockerVolume ? [String(dockerVolume)] : []),
  },
  faults: ({ application, database, source, content }) => [
    ...((application === undefined) === (database === undefined)
      ? [{ property: "application", reason: "or database must be given, one of them and not both" }]
      : []),
    ...(content !== undefined && source.type !== "file"
      ? [{ property: "content", reason: `is for a file, not for a ${source.type}` }]
      : []),
  ],
  // Equal names or paths at the same moment end in a 500 or in two volumes on one path (contract 21.1).
  turns: (inputs) => [`storage:${parentOf(inputs)}`],
});
