import type { Connection } from "../connection.ts";
import { isCoolifyError } from "../errors.ts";
import type { Owner } from "../fields.ts";
import type { Kind, Wire } from "../kind.ts";
import type { Properties } from "../values.ts";
import { settled } from "./check.ts";

export interface Read {
  /** Empty: it is gone. */
  id: string;
  inputs?: Properties;
  props?: Properties;
}

/** What Coolify has now, in the form that `check` gives, so that a settled platform shows no difference. */
export async function read(kind: Kind, connection: Connection, id: string, props: Properties): Promise<Read> {
  try {
    const wire = (await connection.client.request(kind.routes.read, { params: { ...props, uuid: id } })) as Wire;
    const inputs = settled(kind, { ...props, ...kind.fromWire(wire, props) });
    return { id, inputs, props: { ...inputs, uuid: id, owner: props.owner } };
  } catch (error) {
    if (!isCoolifyError(error, { status: 404 })) throw error;
    // Another team's objects are a 404 too: only the right token may say that something is gone.
    await connection.verify(props.owner as Owner | undefined);
    return { id: "" };
  }
}
