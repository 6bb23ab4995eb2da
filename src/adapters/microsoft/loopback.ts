import { type Answer, type Asked, loopback as oauthLoopback } from "../oauth/loopback.ts";
import { problemOf } from "./contract.test-support.ts";
import { failure, Mailbox } from "./mailbox.test-support.ts";

/**
 * For tests: Microsoft's identity platform and the calendar part of Graph 1.0 on this machine, after Microsoft's
 * reference and, where that is silent (occurrences in a delta), after what Graph is known to answer.
 */
export async function loopback(email = "maria@contoso.example") {
  const mailbox = new Mailbox();
  const me = { mail: email as string | null, userPrincipalName: email };
  const server = await oauthLoopback({
    authorizePath: "/common/oauth2/v2.0/authorize",
    tokenPath: "/common/oauth2/v2.0/token",
    clientIn: "body",
    rotates: true,
    authorize(query) {
      const unknown = [...query.keys()].find((name) => !authorizeParameters.includes(name));
      if (unknown) return `AADSTS900144: unknown parameter ${unknown}`;
      return query.get("scope") ? null : "AADSTS900144: scope is needed";
    },
    scope: (query) => query.get("scope")!,
    tokenError: (error, text) => ({
      status: error === "invalid_client" ? 401 : 400,
      body: { error, error_description: `AADSTS70000: ${text}\r\nTrace ID: 1`, error_codes: [70000], trace_id: "1" },
    }),
    unauthorized: () => failure(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."),
    api,
  });

  function api(asked: Asked, scope: string): Answer {
    const may = (name: string) => scope.split(" ").includes(name);
    const [version, ...path] = asked.path.split("/").slice(1).map(decodeURIComponent);
    if (version !== "v1.0") return failure(404, "ResourceNotFound", "Invalid version");
    const problem = problemOf(asked, path);
    if (problem) return failure(400, "RequestBodyRead", problem);
    if (path.join("/") === "me") return may("User.Read") ? { status: 200, body: me } : denied;
    return may("Calendars.ReadWrite") ? mailbox.answer(asked, path, `${server.url}/v1.0`) : denied;
  }

  return Object.assign(server, {
    mailbox,
    me,
    adapterSettings: (timeoutMs?: number) => ({
      clientId: server.client.id,
      clientSecret: server.client.secret,
      tenant: "common",
      graphUrl: `${server.url}/v1.0`,
      loginUrl: server.url,
      ...(timeoutMs ? { timeoutMs } : {}),
    }),
  });
}

const denied = failure(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
const authorizeParameters = [
  "client_id",
  "redirect_uri",
  "response_type",
  "response_mode",
  "scope",
  "state",
  "prompt",
  "login_hint",
  "domain_hint",
];
