import type { Connection } from "../connection.ts";
import { whyUnhealthy } from "./health.ts";

/** Where something answers that was deployed. */
export interface Address {
  url?: string;
  healthCheckPath?: string;
}

/** Asks from outside until it answers 2xx. @returns undefined where there is no address or all is well, else a sentence without its stop */
export async function whyUnreachable(
  { resolve, pace, report }: Connection,
  { url, healthCheckPath }: Address,
  clean: (text: string) => string,
): Promise<string | undefined> {
  if (!url) return undefined;
  const address = new URL(healthCheckPath ?? "/", url).href;
  const reason = await whyUnhealthy({ url: address, resolve, pace, report, clean });
  return reason && `GET ${address}: ${reason}`;
}
