/** Pulumi ended with another code than 0. What it printed is kept for the one who explains it. */
export class PulumiError extends Error {
  override readonly name = "PulumiError";
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;

  constructor(command: string, code: number, stdout: string, stderr: string) {
    super(`pulumi ${command} ended with code ${code}: ${lastLine(stderr) || lastLine(stdout)}`);
    this.code = code;
    this.stdout = stdout;
    this.stderr = stderr;
  }
}

const lastLine = (text: string) => text.trim().split("\n").at(-1) ?? "";
