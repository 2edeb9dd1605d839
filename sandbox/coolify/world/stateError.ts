/** A state file that is none of ours, is held by somebody else or cannot be written; the message says which, and what to do. */
export class StateError extends Error {
  static ofWriting(path: string, fault: unknown): StateError {
    const why = fault instanceof Error ? fault.message : String(fault);
    return new StateError(`The state cannot be kept in ${path}: ${why}. Make room there or give another --state.`);
  }
}
