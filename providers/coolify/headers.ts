type Header = string | string[] | undefined;

/** A number that a header says. What is none says nothing. */
export function numberOf(header: Header): number | undefined {
  if (typeof header !== "string" || !/^\s*\d+\s*$/.test(header)) return undefined;
  return Number(header);
}

/**
 * How many seconds a server puts us off: a number, or a date, which is compared with the server's own clock (RFC 9110, 10.2.3). What is
 * neither says nothing.
 */
export function retryAfterOf(header: Header, date: Header): number | undefined {
  const seconds = numberOf(header);
  if (seconds !== undefined || typeof header !== "string") return seconds;
  const [until, now] = [Date.parse(header), Date.parse(String(date))];
  return /[a-z]/i.test(header) && !Number.isNaN(until) ? Math.max(0, (until - (Number.isNaN(now) ? Date.now() : now)) / 1000) : undefined;
}
