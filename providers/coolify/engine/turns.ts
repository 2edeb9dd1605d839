/**
 * What Coolify must not be asked to do twice at the same time (contract 21.3): whoever names the same key waits for the one before.
 * Works for one process; between processes only a look afterwards tells.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `work` when all earlier work with any of these keys has ended, whether well or not. */
  run<Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result> {
    if (keys.length === 0) return work();
    const before = Promise.allSettled([...new Set(keys)].map((key) => this.#last.get(key)));
    const mine = before.then(work);
    const ended = mine.catch(() => undefined);
    for (const key of keys) this.#last.set(key, ended);
    void ended.then(() => {
      for (const key of keys) if (this.#last.get(key) === ended) this.#last.delete(key);
    });
    return mine;
  }
}
