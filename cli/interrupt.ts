import type { Terminal } from "./terminal/terminal.ts";

/**
 * Runs something that Ctrl-C stops gently: the first one aborts the signal, later ones only say that the stop is under way,
 * because a second SIGINT to Pulumi would kill creations half-way.
 */
export async function withInterrupt<Result>(terminal: Terminal, perform: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const interrupt = () => {
    terminal.say(
      controller.signal.aborted
        ? "Still stopping: what was begun is being ended."
        : "Stopping: what was begun will end, nothing new starts.",
    );
    controller.abort();
  };
  const stop = onInterrupt(interrupt);
  try {
    return await perform(controller.signal);
  } finally {
    stop();
  }
}

/** Waits for Ctrl-C. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    const stop = onInterrupt(() => {
      stop();
      resolve();
    });
  });
}

function onInterrupt(listen: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, listen);
  return () => {
    for (const signal of signals) process.off(signal, listen);
  };
}
