/** A question that is asked when it is first needed and whose answer is kept. A failure is not: the next one asks again. */
export class Once<Value> {
  readonly #ask: () => Promise<Value>;
  #answer: Promise<Value> | undefined;

  constructor(ask: () => Promise<Value>) {
    this.#ask = ask;
  }

  get(): Promise<Value> {
    if (!this.#answer) {
      this.#answer = this.#ask();
      this.#answer.catch(() => {
        this.#answer = undefined;
      });
    }
    return this.#answer;
  }
}
