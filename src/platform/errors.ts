/** What a caller may read about one field that was wrong, or one alternative that is open. */
export type ErrorDetail = { field: string; message: string } & Record<string, unknown>;

/** One kind of refusal: its HTTP status, its code (which never changes) and what to say when nothing better is known. */
export type ErrorType = { code: string; status: number; message: string };

const defineError = (code: string, status: number, message: string): ErrorType => ({ code, status, message });

export const badRequest = defineError(
  "BAD_REQUEST",
  400,
  "The request was malformed or is missing required parameters.",
);
export const unauthorized = defineError("UNAUTHORIZED", 401, "Authentication credentials are missing or invalid.");
export const forbidden = defineError("FORBIDDEN", 403, "You don't have permission to access this resource.");
export const notFound = defineError("NOT_FOUND", 404, "The requested resource was not found.");
export const methodNotAllowed = defineError("METHOD_NOT_ALLOWED", 405, "This address does not take that method.");
export const conflict = defineError("CONFLICT", 409, "The request conflicts with the current state.");
export const preconditionFailed = defineError(
  "PRECONDITION_FAILED",
  412,
  "Somebody changed this record since you read it. Read it again and repeat your change.",
);
export const payloadTooLarge = defineError("PAYLOAD_TOO_LARGE", 413, "The request body is too large.");
export const validationError = defineError("VALIDATION_ERROR", 422, "Invalid request parameters");
export const rateLimited = defineError("RATE_LIMITED", 429, "Too many requests.");
export const internalError = defineError("INTERNAL_ERROR", 500, "An unexpected error occurred on the server.");
export const unavailable = defineError("UNAVAILABLE", 503, "The service is not ready. Please retry in a moment.");

/** A refusal the caller can act on. Anything else that is thrown is a bug and answers 500. */
export class DomainError extends Error {
  readonly type: ErrorType;
  readonly details: ErrorDetail[] | undefined;
  /** Seconds after which a retry may succeed; becomes `Retry-After`. */
  readonly retryAfterSeconds: number | undefined;
  /** The transaction is committed all the same: what was written on the way to the refusal stays. */
  keepsEffects = false;
  /** What was not there, in the words of `missing`: for a door that can say where to look for it. */
  missing: string | undefined;

  constructor(type: ErrorType, message = type.message, details?: ErrorDetail[], retryAfterSeconds?: number) {
    super(message);
    this.type = type;
    this.details = details;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A body field that passes its schema but cannot be right (end before start, an employee who does not do the service). */
export const invalid = (field: string, message: string) =>
  new DomainError(validationError, validationError.message, [{ field, message }]);

/** A record that is not there, or is another business's. `field` names the body field that pointed at it. */
export const missing = (noun: string, id?: number | string | null, field?: string) => {
  const message = id == null ? `There is no such ${noun}.` : `There is no ${noun} ${id}.`;
  const refusal = new DomainError(notFound, message, field ? [{ field, message }] : undefined);
  refusal.missing = noun;
  return refusal;
};

export const refuse = (type: ErrorType, message?: string, details?: ErrorDetail[]) =>
  new DomainError(type, message, details);

/** A refusal that leaves something behind, such as a job or a mark that a wrong guess was made. */
export function refuseButKeep(type: ErrorType, message?: string, details?: ErrorDetail[]): DomainError {
  const refusal = new DomainError(type, message, details);
  refusal.keepsEffects = true;
  return refusal;
}
