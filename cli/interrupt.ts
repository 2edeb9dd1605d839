/**
 * Runs something that Ctrl-C stops gently: the first one aborts the signal, later ones only say that the stop is under way,
 * because a second SIGINT to Pulumi would kill creations half-way.
 *
 * @param say tells the person; not the bare terminal, because the lines that are redrawn there would wipe it out
 */
export async function withInterrupt<Result>(
  say: (text: string) => void,
  perform: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const interrupt = () => {
    say(
      controller.signal.aborted
        ? "Still stopping: what was begun is being ended, so that the next run finds it whole."
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
