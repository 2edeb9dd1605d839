/** What a fault does to one request (`faults` of the offline Coolify). */
export interface Fault {
  readonly action: string;
  readonly [more: string]: unknown;
}

/** Longer than `IMPATIENCE`: the answer comes when nobody waits for it any more, but while what was made is still looked for. */
const LATE = 2300;
/** Milliseconds after which a request is given up (no healthy one takes so long on a busy machine) where the fault is an answer that comes too late; 35 s in earnest. */
export const IMPATIENCE = 2000;

const SAMPLE: Record<string, Fault> = {
  "a page from a proxy": { action: "content-type", contentType: "text/html" },
  "no answer to what was done": { action: "drop-answer" },
};

const OTHERS: Record<string, Fault> = {
  "half an answer": { action: "cut-answer" },
  "an answer that comes too late": { action: "delay", milliseconds: LATE },
  "a reset": { action: "reset" },
  "a redirect": { action: "redirect", location: "https://elsewhere.example/login" },
  "a pause": { action: "stop-listening", milliseconds: 250 },
  "too many requests": { action: "too-many-requests", retryAfter: 0.2 },
  ...Object.fromEntries([500, 502, 503, 504].map((status) => [`a ${status}`, { action: "error", status }])),
};

/** One of each sort with PF_EVERY_FAULT=1 (`npm run chaos`), else the two that tempt a client most to do a thing twice. */
export const FAULTS: Readonly<Record<string, Fault>> = process.env.PF_EVERY_FAULT === "1" ? { ...SAMPLE, ...OTHERS } : SAMPLE;
