import { Agent, request } from "undici";
import { pause } from "../deadline.ts";
import type { Pace } from "../pace.ts";
import type { Report } from "../report.ts";

export interface HealthCheck {
  /** `https://dev.air.pfcore.io/api/health` */
  url: string;
  /** Origin to connect to instead of the one that the domain's address leads to. */
  resolve: string | undefined;
  pace: Pace;
  report: Report;
  /** Takes out of an answer what nobody may see. */
  clean(text: string): string;
}

/** Milliseconds that one answer may take, and characters of it that are shown. */
const TIMEOUT = 10_000;
const SHOWN = 200;

const agent = new Agent({ connect: { timeout: TIMEOUT }, headersTimeout: TIMEOUT, bodyTimeout: TIMEOUT, maxResponseSize: 1024 * 1024 });

/** The first words of an answer, without mark-up. Cleaned before it is cut, or half of a secret would stay. */
const excerpt = (text: string, clean: HealthCheck["clean"]) =>
  clean(text)
    .replace(/<(style|script)[\s\S]*?<\/\1>/gi, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, SHOWN);

/** One question. @returns the reason when it is not well */
async function ask({ url, resolve, report, clean }: HealthCheck): Promise<string | undefined> {
  const { host, pathname, search } = new URL(url);
  const began = Date.now();
  const tell = (status: number) =>
    report.request({ method: "GET", path: url, status, milliseconds: Date.now() - began, purpose: "health" });
  try {
    const target = resolve ? new URL(`${pathname}${search}`, resolve).href : url;
    const response = await request(target, { dispatcher: agent, headers: { host, accept: "*/*", "user-agent": "pf-infra" } });
    const text = await response.body.text();
    tell(response.statusCode);
    if (response.statusCode >= 200 && response.statusCode < 300) return undefined;
    const words = excerpt(text, clean);
    return `it answers ${response.statusCode}${words ? `: ${words}` : ""}`;
  } catch (error) {
    tell(0);
    const { code, message } = error as { code?: string; message?: string };
    return `it does not answer (${code ?? message ?? "no reason given"})`;
  }
}

/** Asks until the application answers 2xx. @returns undefined, or why it never did */
export async function whyUnhealthy(check: HealthCheck): Promise<string | undefined> {
  const until = Date.now() + check.pace.health;
  for (;;) {
    const reason = await ask(check);
    if (reason === undefined || Date.now() + check.pace.healthPause > until) return reason;
    await pause(check.pace.healthPause);
  }
}
