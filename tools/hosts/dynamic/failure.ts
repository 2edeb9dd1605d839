import { Metadata, status } from "@grpc/grpc-js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import statuses from "@pulumi/pulumi/proto/status_pb.js";
import any from "google-protobuf/google/protobuf/any_pb.js";
import type { RpcFailure } from "../unary.ts";
import type { Properties } from "./provider.ts";
import { structOf } from "./struct.ts";

/** Thrown by a create or an update whose object is there, although a later step failed. */
interface InitFailed extends Error {
  id: string;
  properties?: Properties;
  reasons?: string[];
}

const isInitFailed = (error: unknown): error is InitFailed => error instanceof Error && typeof (error as InitFailed).id === "string";

/**
 * The answer for a failed create or update. The engine keeps an object in state whose id is in the details; the key is gRPC's own for
 * structured errors.
 * @param inputs bring the text of the provider, without which the object could not be deleted later
 */
export function failureOf(error: unknown, { __provider }: Properties): RpcFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (!isInitFailed(error)) return { code: status.UNKNOWN, message };
  const detail = new messages.ErrorResourceInitFailed();
  detail.setId(error.id);
  detail.setProperties(structOf({ ...error.properties, __provider }));
  detail.setReasonsList(error.reasons ?? [message]);
  const packed = new any.Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const details = new statuses.Status();
  details.setCode(status.UNKNOWN);
  details.setMessage(message);
  details.addDetails(packed);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(details.serializeBinary()));
  return { code: status.UNKNOWN, message, metadata };
}
