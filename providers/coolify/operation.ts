import { AsyncLocalStorage } from "node:async_hooks";

const signals = new AsyncLocalStorage<AbortSignal>();

/** Does one verb of one resource: whatever it waits for ends when the signal is given. */
export const duringOperation = <Result>(signal: AbortSignal, work: () => Result): Result => signals.run(signal, work);

/** The signal of the verb that is being done; nothing outside of one. */
export const operationSignal = (): AbortSignal | undefined => signals.getStore();

/** Does what several resources share, such as one poll for all: it must not end with the one that happened to begin it. */
export const forAll = <Result>(work: () => Result): Result => signals.exit(work);
