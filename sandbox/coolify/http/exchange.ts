import type { ServerResponse } from "node:http";
import type { RequestRecord } from "../control/requests.ts";
import { isBefore } from "../faults/faults.ts";
import { inPlace } from "../faults/inPlace.ts";
import type { FaultRule } from "../faults/rules.ts";
import { latencyOf } from "../limits/latency.ts";
import type { Sandbox } from "../sandbox.ts";
import { expectsJson, type Incoming } from "./incoming.ts";
import { answer } from "./pipeline.ts";
import { prepare, send } from "./send.ts";

/** One request on its way through the faults, the pipeline and back to the client. */
export class Exchange {
  readonly #sandbox: Sandbox;
  readonly #incoming: Incoming;
  readonly #response: ServerResponse;
  readonly #started: number;
  readonly #stopListening: (milliseconds: number) => void;

  constructor(sandbox: Sandbox, incoming: Incoming, response: ServerResponse, started: number, stopListening: (ms: number) => void) {
    this.#sandbox = sandbox;
    this.#incoming = incoming;
    this.#response = response;
    this.#started = started;
    this.#stopListening = stopListening;
  }

  run(): void {
    if (!this.#sandbox.faults.some) {
      this.#answer();
      return;
    }
    const fired = this.#sandbox.faults.firing(this.#incoming.method, this.#incoming.path);
    const wait = fired.reduce((sum, rule) => sum + (rule.action === "delay" ? (rule.milliseconds ?? 0) : 0), 0);
    const fault = fired.find((rule) => rule.action !== "delay");
    after(wait, () => (fault ? this.#fail(fault) : this.#answer()));
  }

  #answer(): void {
    const outcome = answer(this.#sandbox, this.#incoming);
    const { latency } = this.#sandbox.settings;
    after(latency === 0 ? 0 : latencyOf(outcome) * latency, () => {
      send(this.#response, prepare(outcome.answer, outcome.headers, expectsJson(this.#incoming.headers)), this.#incoming.method);
      this.#record(outcome.answer.status, outcome.unhandled ? { unhandled: true } : {});
    });
  }

  #fail(fault: FaultRule): void {
    const status = isBefore(fault.action) ? this.#failBefore(fault) : this.#failAfter(fault);
    this.#record(status, { fault: fault.action });
  }

  /** The request is not handled. Gives the status that was sent, 0 for none. */
  #failBefore(fault: FaultRule): number {
    if (fault.action === "reset" || fault.action === "stop-listening") {
      this.#response.socket?.resetAndDestroy();
      if (fault.action === "stop-listening") this.#stopListening(fault.milliseconds ?? 0);
      return 0;
    }
    const prepared = inPlace(fault);
    send(this.#response, prepared, this.#incoming.method);
    return prepared.status;
  }

  /** The request is handled; the fault is on the way back. Gives the status that the client saw, 0 for none. */
  #failAfter(fault: FaultRule): number {
    const { answer: made, headers } = answer(this.#sandbox, this.#incoming);
    const prepared = prepare(made, headers, expectsJson(this.#incoming.headers));
    if (fault.action === "drop-answer") {
      this.#response.socket?.destroy();
      return 0;
    }
    if (fault.action === "cut-answer") {
      const bytes = Buffer.from(prepared.body);
      this.#response.writeHead(prepared.status, prepared.headers);
      this.#response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => this.#response.socket?.destroy());
      return prepared.status;
    }
    const wrong = { ...prepared.headers, "Content-Type": fault.contentType ?? "text/html" };
    send(this.#response, { ...prepared, headers: wrong }, this.#incoming.method);
    return prepared.status;
  }

  #record(status: number, more: Partial<RequestRecord>): void {
    const { method, path, search } = this.#incoming;
    const milliseconds = Math.round((performance.now() - this.#started) * 1000) / 1000;
    this.#sandbox.requests.add({ method, path, status, milliseconds, ...(search ? { query: search } : {}), ...more });
  }
}

function after(milliseconds: number, run: () => void): void {
  if (milliseconds > 0) setTimeout(run, milliseconds);
  else run();
}
