import type { Connection } from "../connection.ts";
import { isCoolifyError } from "../errors.ts";
import type { Kind, Wire } from "../kind.ts";
import { rowsOf } from "../rows.ts";
import type { Properties } from "../values.ts";

/**
 * Docker volumes that will outlive the object. Coolify forgets them with it (contract 11), so they are read before, while it still
 * knows their names.
 */
export async function volumesOf(kind: Kind, connection: Connection, id: string, props: Properties): Promise<string[]> {
  if (props.deleteData === true) return [];
  if (kind.data?.volumes) return kind.data.volumes(props);
  if (!kind.data?.storages) return [];
  try {
    const answer = (await connection.client.request(kind.data.storages, { params: { ...props, uuid: id } })) as Wire;
    return [
      ...new Set(
        rowsOf(answer.persistent_storages)
          .filter((row) => !row.host_path)
          .map((row) => String(row.name)),
      ),
    ];
  } catch (error) {
    if (isCoolifyError(error, { status: 404 })) return [];
    throw error;
  }
}

/** Nobody else will ever name them again. */
export function tellSurvivors(connection: Connection, kind: Kind, props: Properties, volumes: readonly string[]): void {
  if (volumes.length === 0) return;
  const owner = `${kind.type} ${String(props.name ?? "")}`.trim();
  const server = props.server ? ` on server ${String(props.server)}` : "";
  connection.report.notice({
    message: `${owner} was deleted, its data was not: ${volumes.length === 1 ? "Docker volume" : "Docker volumes"} ${volumes.join(", ")}${server}. Coolify does not know of it any more; remove it by hand when it is not needed.`,
  });
}
