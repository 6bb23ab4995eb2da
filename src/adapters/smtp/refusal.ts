import { MailRefused } from "../../domain/messaging/mail/port.ts";

/**
 * Whether to try again. A 5xx answer to the sender, the recipient or the text is about this mail and will be the same
 * next time (RFC 5321, 4.2.1). One to anything earlier (the greeting, STARTTLS, signing in) is about our settings,
 * which somebody can mend before the next attempt.
 */
export function refusalOf(error: unknown): MailRefused {
  if (error instanceof MailRefused) return error;
  const { message, code = "", responseCode, response } = error as SmtpError;
  const answered = responseCode === undefined ? null : responseCode >= 500 && !signIn.has(responseCode);
  const permanent = aboutThisMail.has(code) && answered !== false;
  const reason = reasons[code] ?? (response ? "The mail server refused" : "The mail could not be sent");
  return new MailRefused(`${reason}: ${response ?? message}`, permanent, { cause: error });
}

type SmtpError = Error & { code?: string; responseCode?: number; response?: string };

/** Said by nodemailer of the envelope and the text, after asking the server or instead of it. */
const aboutThisMail = new Set(["EENVELOPE", "EMESSAGE", "EMAXRECIPIENTS", "EFILEACCESS", "EURLACCESS"]);

/** Some servers ask for a password only once they hear the sender (RFC 4954, 6). */
const signIn = new Set([530, 534, 535, 538]);

const reasons: Record<string, string> = {
  ECONNECTION: "The connection to the mail server failed",
  ESOCKET: "The mail server could not be reached",
  EDNS: "The mail server's name is not known",
  ETIMEDOUT: "The mail server did not answer in time",
  ETLS: "The mail server offered no safe connection",
  EAUTH: "The mail server did not accept our user name and password",
  ENOAUTH: "The mail server wants a user name and a password",
  EENVELOPE: "The mail server did not accept the sender or the recipient",
  EMESSAGE: "The mail server did not accept the mail",
};
