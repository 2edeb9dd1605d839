import { Agent, request } from "undici";
import type { Method } from "./kind.ts";

/** One answer as it came. */
export interface Answer {
  status: number;
  /** Parsed JSON where the content type says so, else undefined. */
  json: unknown;
  text: string;
  isJson: boolean;
  headers: Record<string, string | string[] | undefined>;
}

/** No answer. `neverSent`: the connection never came to be. */
export class NoAnswer extends Error {
  readonly neverSent: boolean;

  constructor(reason: string, neverSent: boolean) {
    super(reason);
    this.neverSent = neverSent;
  }
}

/** Longest answer that is read: a list of some 5,000 applications. */
const LARGEST = 32 * 1024 * 1024;

/** What the words of the network mean to a person; those listed happen before anything is sent. */
const BEFORE_SENDING: Record<string, string> = {
  ECONNREFUSED: "nothing listens there (connection refused)",
  ENOTFOUND: "the name is not known (DNS)",
  EAI_AGAIN: "the name cannot be looked up (DNS)",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
};
const CERTIFICATE = /^(CERT_|ERR_TLS|UNABLE_|SELF_SIGNED|DEPTH_ZERO|ERR_SSL|EPROTO)/;

const AFTER_SENDING: Record<string, string> = {
  UND_ERR_HEADERS_TIMEOUT: "no answer in time",
  UND_ERR_BODY_TIMEOUT: "the answer stopped half-way",
  UND_ERR_SOCKET: "the connection broke",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "the answer is larger than 32 MB",
  ECONNRESET: "the connection broke",
  EPIPE: "the connection broke",
};

function noAnswer(error: unknown): NoAnswer {
  const inner = error instanceof AggregateError ? error.errors[0] : error;
  const { code = "", message = "" } = inner as { code?: string; message?: string };
  const before = BEFORE_SENDING[code] ?? (CERTIFICATE.test(code) ? `its certificate is not accepted (${code})` : undefined);
  return new NoAnswer(before ?? AFTER_SENDING[code] ?? message, before !== undefined);
}

/** Keep-alive connections to one Coolify: one attempt of one request, nothing more. */
export class Transport {
  readonly #agent: Agent;
  readonly #base: string;
  readonly #headers: Record<string, string>;

  /** @param base with `/api/v1` */
  constructor(base: string, headers: Record<string, string>, timeout: number) {
    this.#base = base;
    this.#headers = headers;
    this.#agent = new Agent({
      connect: { timeout: Math.min(timeout, 10_000) },
      headersTimeout: timeout,
      bodyTimeout: timeout,
      maxResponseSize: LARGEST,
      connections: 32,
      pipelining: 1,
    });
  }

  /** @param body JSON. @throws NoAnswer also when the signal is given */
  async send(method: Method, pathAndQuery: string, body: string | undefined, signal?: AbortSignal): Promise<Answer> {
    try {
      const response = await request(`${this.#base}${pathAndQuery}`, {
        dispatcher: this.#agent,
        method,
        headers: { ...this.#headers, ...(body !== undefined && { "content-type": "application/json" }) },
        ...(body !== undefined && { body }),
        signal,
      });
      return read(response.statusCode, response.headers, await response.body.text());
    } catch (error) {
      throw noAnswer(error);
    }
  }

  close(): Promise<void> {
    return this.#agent.close();
  }
}

/** JSON is believed only where the content type names it: proxies and foreign servers answer in HTML (contract 21.6). */
function read(status: number, headers: Answer["headers"], text: string): Answer {
  const type = String(headers["content-type"] ?? "");
  if (!/[/+]json\b/.test(type)) return { status, headers, text, json: undefined, isJson: false };
  try {
    return { status, headers, text, json: JSON.parse(text), isJson: true };
  } catch {
    return { status, headers, text, json: undefined, isJson: false };
  }
}
