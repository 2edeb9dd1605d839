import { defineTable, type Row } from "../world/table.ts";

/** A container on a server: what Docker there would show, and what stands behind a domain. */
export interface ContainerRow extends Row {
  /** `ownerKey(table, row)` of the application, service or database it belongs to. */
  readonly owner: string;
  readonly name: string;
  readonly server_id: number | null;
  /** 0 for production. */
  readonly pull_request_id: number;
  /** Name and tag of the image. */
  readonly image: string | null;
  /** Commit or image tag that runs. */
  readonly version: string | null;
  /** Hosts that the proxy's labels name, lower case, as they were when the container was created. */
  readonly hosts: readonly string[];
  readonly state: string;
  /** What `docker inspect` says; null without a health check. */
  readonly health: string | null;
  readonly log: string;
}
export const containers = defineTable<ContainerRow>({
  name: "sandbox_containers",
  uuids: false,
  timestamps: false,
  indices: ["owner"],
  defaults: { server_id: null, pull_request_id: 0, image: null, version: null, hosts: [], state: "running", health: null, log: "" },
  parents: [{ column: "owner", tables: ["applications", "services", "databases"] }],
});

/** An image in a server's own store; the last row is the newest. */
export interface StoredImageRow extends Row {
  readonly server_id: number;
  readonly repository: string;
  readonly tag: string;
  /** As `docker images` writes it. */
  readonly made_at: string;
}
export const storedImages = defineTable<StoredImageRow>({
  name: "sandbox_stored_images",
  uuids: false,
  timestamps: false,
  indices: ["server_id", "repository"],
  parents: [{ column: "server_id", tables: ["servers"] }],
});

/** How a server behaves beside what Coolify knows about it. */
export interface HostRow extends Row {
  readonly server_id: number;
  /** SSH gets through. */
  readonly reachable: boolean;
  /** Commands on it end with an error. */
  readonly commandsFail: boolean;
}
export const hosts = defineTable<HostRow>({
  name: "sandbox_hosts",
  uuids: false,
  timestamps: false,
  indices: ["server_id"],
  defaults: { reachable: true, commandsFail: false },
  parents: [{ column: "server_id", tables: ["servers"] }],
});
