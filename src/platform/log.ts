import { type Logger as PinoLogger, pino } from "pino";

export type Logger = PinoLogger;

/** Structured lines on standard error. Headers, bodies and queries are never logged, so no secret can be. */
export const createLog = (level: string, stream: NodeJS.WritableStream = process.stderr): Logger =>
  pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Belt and braces: nothing here should be handed such fields.
      redact: [
        "*.authorization",
        "*.cookie",
        "*.password",
        "*.token",
        "*.secret",
        "*.key",
        "*.apiKey",
        "password",
        "token",
        "apiKey",
      ],
      serializers: { err: describeError },
    },
    stream as never,
  );

/** An error without the values it was about: PostgreSQL's `detail` and `parameters` quote rows. */
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, code, constraint, table } = error as Error & Record<string, unknown>;
  return { type: name, message, code, constraint, table, stack: stack?.split("\n").slice(1, 9).join("\n") };
}
