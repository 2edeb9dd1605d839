import { del, type Route } from "../kind.ts";

/**
 * How an application, a service or a database is deleted. Coolify's own default for every one of these is to delete all (contract 11),
 * so each is named. Its clean-up of a whole server is never asked for: it touches what belongs to others.
 */
export const deletionOf =
  (path: string) =>
  ({ deleteData }: { deleteData: boolean }): Route =>
    del(path, {
      delete_volumes: String(deleteData === true),
      delete_configurations: String(deleteData === true),
      delete_connected_networks: "true",
      docker_cleanup: "false",
    });
