/** A draw that gives the same numbers for the same seed (mulberry32). */
export class Draw {
  readonly seed: number;
  #state: number;

  constructor(seed: number) {
    this.seed = seed;
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  number(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** In [from, to]. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.number() * (to - from + 1));
  }

  chance(share: number): boolean {
    return this.number() < share;
  }

  /** Undefined where there is nothing to pick. */
  pick<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.number() * items.length)];
  }

  shuffled<Item>(items: readonly Item[]): Item[] {
    return items
      .map((item) => [this.number(), item] as const)
      .sort(([a], [b]) => a - b)
      .map(([, item]) => item);
  }
}

/** The seed of a run: VERDICT_SEED repeats one, otherwise it is fixed, so that whoever sees a failure sees it again. */
export const seedOf = (fallback: number): number => Number(process.env.VERDICT_SEED ?? fallback);
