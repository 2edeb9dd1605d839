/** What a request is answered with. A string body is sent as `text/html` as Coolify does for `/version`; all else as JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Made by the framework, not by a controller: HTML where the client did not ask for JSON (contract 1.3). */
  readonly framework?: boolean;
}

/** An answer that ends the request from any depth: `throw refusal(404, "Project not found.")`. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`answered ${answer.status}`);
    this.answer = answer;
  }
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const message = (text: string, status = 200): Answer => ({ status, body: { message: text } });

/** A controller's refusal: status, `message`, and further keys of the body where the contract has some. */
export function refusal(status: number, text: string, more: Record<string, unknown> = {}): Refusal {
  return new Refusal({ status, body: { message: text, ...more } });
}

/** A 422 of one of the shapes of contract 1.5. */
export function invalid(errors: unknown, text = "Validation failed."): Refusal {
  return new Refusal({ status: 422, body: { message: text, errors } });
}

/** What an uncaught fault inside Coolify looks like (contract 1.3). */
export function serverError(): Refusal {
  return new Refusal({ status: 500, body: { message: "Server Error" }, framework: true });
}

/** `firstOrFail` that found nothing, with the model's class name (contract 1.3). */
export function noQueryResults(model: string): Refusal {
  return new Refusal({ status: 404, body: { message: `No query results for model [App\\Models\\${model}].` }, framework: true });
}

/** The catch-all of unknown paths (contract 1.1). */
export const notFound: Answer = { status: 404, body: { message: "Not found.", docs: "https://coolify.io/docs" } };
