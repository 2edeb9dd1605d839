import { setTimeout as sleep } from "node:timers/promises";
import { Agent, request } from "undici";
import { EXIT, Failure } from "../failure.ts";

/** Where GitHub's REST API is and what opens it. */
export interface GithubAddress {
  /** `https://api.github.com`; of an own GitHub `https://<host>/api/v3`. */
  url: string;
  token: string;
  /** Only this machine may be reached. */
  loopbackOnly?: boolean;
  /** Factor on every pause: tests have no time. Default 1. */
  pace?: number;
}

export interface GithubAnswer {
  status: number;
  body: unknown;
}

/** The answer never came, or says nothing of whether something was done. */
export class LostAnswer extends Error {
  override readonly name = "LostAnswer";
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Attempts of a request, and the longest that GitHub may make us wait in all, in milliseconds. */
const ATTEMPTS = 4;
const PATIENCE = 120_000;
const PAUSE = 1_000;
const TIMEOUT = 20_000;

/** GitHub's REST API, as far as comments need it. What may be repeated is; a POST never is, only told as lost. */
export class Github {
  readonly #address: GithubAddress;
  readonly #agent = new Agent({ headersTimeout: TIMEOUT, bodyTimeout: TIMEOUT, connect: { timeout: TIMEOUT } });
  #waited = 0;

  /** @throws Failure `usage` for an address that would carry the token in clear */
  constructor(address: GithubAddress) {
    const url = URL.canParse(address.url) ? new URL(address.url) : undefined;
    const loopback = LOOPBACK.test(url?.hostname ?? "");
    if (!url || (url.protocol !== "https:" && !loopback) || (address.loopbackOnly && !loopback))
      throw new Failure(
        EXIT.usage,
        "GITHUB_API_URL is not an https:// address that may be reached from here.",
        "It is https://api.github.com unless you run a GitHub of your own.",
      );
    this.#address = address;
  }

  /**
   * Sends one request. Answers below 500 are returned, whatever they say, once GitHub's limits let them through.
   *
   * @throws LostAnswer when nobody knows whether it was done; Failure when GitHub is away or makes us wait too long
   */
  async send(method: "GET" | "POST" | "PATCH", path: string, body?: unknown): Promise<GithubAnswer> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#once(method, path, body).catch((error: unknown) => ({ lost: error }));
      const limited = "status" in outcome ? this.#pauseOf(outcome) : undefined;
      if ("status" in outcome && outcome.status < 500 && limited === undefined) return outcome;
      // A refusal because of a limit did nothing, so that may be repeated also for a POST.
      if (method === "POST" && limited === undefined) throw new LostAnswer();
      if (attempt === ATTEMPTS) throw this.#away(outcome, limited !== undefined);
      await this.#wait(limited ?? PAUSE * 2 ** (attempt - 1));
    }
  }

  /** Waits as long as before a repetition. */
  pause(): Promise<void> {
    return this.#wait(PAUSE * 2);
  }

  close(): Promise<void> {
    return this.#agent.close();
  }

  async #once(method: "GET" | "POST" | "PATCH", path: string, body: unknown) {
    const {
      statusCode,
      headers,
      body: answer,
    } = await request(`${this.#address.url.replace(/\/$/, "")}${path}`, {
      method,
      dispatcher: this.#agent,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${this.#address.token}`,
        "user-agent": "pf",
        "x-github-api-version": "2022-11-28",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: statusCode, headers, body: parsed(text) };
  }

  /** How long GitHub wants us to wait, in milliseconds; undefined where it does not. Its second limit answers 403 too. */
  #pauseOf({ status, headers, body }: GithubAnswer & { headers: Record<string, string | string[] | undefined> }): number | undefined {
    const exhausted = headers["x-ratelimit-remaining"] === "0" || /rate limit/i.test(messageOf(body));
    if (status !== 429 && !(status === 403 && (headers["retry-after"] || exhausted))) return undefined;
    const after = Number(headers["retry-after"]);
    if (after >= 0) return after * 1_000;
    const reset = Number(headers["x-ratelimit-reset"]) * 1_000 - Date.now();
    return reset > 0 ? reset : 60_000;
  }

  async #wait(milliseconds: number): Promise<void> {
    this.#waited += milliseconds;
    if (this.#waited > PATIENCE) throw limitedFailure();
    await sleep(milliseconds * (this.#address.pace ?? 1));
  }

  #away(outcome: { status: number } | { lost: unknown }, limited: boolean): Failure {
    if (limited) return limitedFailure();
    const why = "status" in outcome ? `answered ${outcome.status}` : "did not answer";
    return new Failure(
      EXIT.applyFailed,
      `GitHub ${why}, ${ATTEMPTS} times.`,
      "Run the job again; https://www.githubstatus.com tells whether it is well.",
    );
  }
}

const limitedFailure = () =>
  new Failure(EXIT.timeout, "GitHub's limit of requests is used up, and it would take too long to wait.", "Run the job again later.");

export const messageOf = (body: unknown): string =>
  typeof body === "object" && body !== null && "message" in body ? String(body.message) : "";

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
