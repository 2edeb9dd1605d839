import { type handleUnaryCall, type Metadata, status } from "@grpc/grpc-js";

/** What a failed call answers: gRPC's own code and words, and details that only the engine reads. */
export interface RpcFailure {
  code: status;
  message: string;
  metadata?: Metadata;
}

const told = (error: unknown): RpcFailure => ({ code: status.UNKNOWN, message: error instanceof Error ? error.message : String(error) });

/** An error that cannot be told in full is told in words: without any answer the engine would wait for ever. */
function tellable<Request>(failure: (error: unknown, request: Request) => RpcFailure, error: unknown, request: Request): RpcFailure {
  try {
    return failure(error, request);
  } catch {
    return told(error);
  }
}

/** A gRPC method from a plain function; what it throws is the answer's error, without its stack. */
export function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
  failure: (error: unknown, request: Request) => RpcFailure = told,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    void Promise.resolve(call.request)
      .then(answer)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(tellable(failure, error, call.request)),
      );
  };
}
