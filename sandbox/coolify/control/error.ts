/** A command of the control routes that cannot be obeyed; the message says why, in a sentence. */
export class ControlError extends Error {}
