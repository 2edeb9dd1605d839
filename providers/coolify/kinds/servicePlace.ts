import { EnvironmentName, NameOrUuid, Uuid } from "../fields.ts";
import type { Lookups, Wire } from "../kind.ts";
import { recordOf } from "../values.ts";

/** Where a service or a database lives. */
export const place = {
  project: Uuid.describe("Uuid of the project. Another project or environment moves it there."),
  environment: EnvironmentName.describe("Name of the environment."),
  server: NameOrUuid.describe("Name or uuid of the server. Another server is another object."),
  destination: NameOrUuid.optional().describe("Name or uuid of the destination, where the server has several."),
};

export interface Place {
  project: string;
  environment: string;
  server: string;
  destination?: string | undefined;
}

/** What create wants to know of it. */
export async function placeToCreate(inputs: Place, lookups: Lookups): Promise<Wire> {
  const server = await lookups.server(inputs.server);
  const destination = inputs.destination ? await lookups.destination(server.uuid, inputs.destination) : undefined;
  return {
    project_uuid: inputs.project,
    environment_name: inputs.environment,
    server_uuid: server.uuid,
    ...(destination && { destination_uuid: destination.uuid }),
  };
}

/** Names stay names, uuids stay uuids (trap T21). */
const as = ({ name, uuid }: Wire, wanted: string | undefined) => (wanted !== undefined && wanted === uuid ? uuid : name);

/** What a single answer tells of it. The destination of a service is hidden without sensitive read (contract 13.2). */
export function placeFromWire(wire: Wire, inputs: Partial<Place>): Wire {
  const environment = recordOf(wire.environment);
  const destination = recordOf(wire.destination);
  const server = recordOf(wire.server ?? destination.server);
  return {
    ...("environment" in wire && { project: recordOf(environment.project).uuid, environment: environment.name }),
    ...("uuid" in server && { server: as(server, inputs.server) }),
    ...("destination" in wire && inputs.destination !== undefined && { destination: as(destination, inputs.destination) }),
  };
}
