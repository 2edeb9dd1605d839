import { setTimeout as sleep } from "node:timers/promises";

/** Waits until something is so. Fails loudly when it never is: a test must not go on with a wrong picture. */
export async function until<Value>(what: string, look: () => Value | undefined | false, patience = 60_000): Promise<Value> {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    const found = look();
    if (found) return found;
    await sleep(10);
  }
  throw new Error(`Waited ${patience} ms in vain until ${what}.`);
}
