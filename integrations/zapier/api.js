// How the app talks to Schedly. Every address that it calls is written as "METHOD /path", so that the tests can look each
// of them up in the OpenAPI document.

const hosted = "https://app.schedly.io";

/** The installation: an environment variable of the app, for whoever runs a Schedly of their own. */
export const base = () => (process.env.SCHEDLY_URL || hosted).replace(/\/+$/, "");

/** Calls an endpoint. `path` fills in its `:names`; empty values are left out of query and body. Answers the response. */
export function request(z, endpoint, { path = {}, query = {}, body, ...options } = {}) {
  const [method, route] = endpoint.split(" ");
  const address = route.replace(/:(\w+)/g, (_, name) => encodeURIComponent(path[name]));
  return z.request({
    method,
    url: `${base()}${address}`,
    params: given(query),
    ...(body ? { body: given(body) } : {}),
    ...options,
  });
}

/** The same for what the endpoint answers: Schedly's envelope `{status, data}`, where there is one, is taken off. */
export async function call(z, endpoint, options) {
  const { data } = await request(z, endpoint, options);
  return data?.status === "success" ? data.data : data;
}

const mostPages = 5;

/** All records of a list, as far as a dropdown can be of use: up to a thousand. */
export async function listAll(z, endpoint, query = {}) {
  const records = [];
  let cursor;
  for (let page = 0; page < mostPages; page++) {
    const response = await request(z, endpoint, { query: { ...query, limit: 200, cursor } });
    records.push(...(Array.isArray(response.data) ? response.data : response.data.data));
    cursor = cursorOf(response);
    if (!cursor) break;
  }
  return records;
}

/** Where the next page begins: in the envelope, or in a bare list's Link header. */
function cursorOf(response) {
  const [, next] = /<([^>]+)>; rel="next"/.exec(response.getHeader("link") ?? "") ?? [];
  return response.data.pagination?.nextCursor ?? (next ? new URL(next).searchParams.get("cursor") : null);
}

const given = (values) =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ""),
  );

/** Numbers may come as text from earlier steps of a Zap; Schedly takes numbers alone. */
export const number = (value) => (value === undefined || value === null || value === "" ? undefined : Number(value));

export function sendToken(request, _z, bundle) {
  const { access_token: token } = bundle.authData ?? {};
  if (token && request.url.startsWith(`${base()}/`)) request.headers.Authorization ??= `Bearer ${token}`;
  return request;
}

/** What Schedly says about a request that it refuses is for people: show it in the Zap's history. */
export function explainRefusal(response, z) {
  const { status } = response;
  if (status < 400 || response.skipThrowForStatus || response.request.skipThrowForStatus) return response;
  const { error, message, details = [] } = response.data ?? {};
  if (!message) return response;
  const about = details.map(({ field, message }) => `${field}: ${message}`).join("; ");
  throw new z.errors.Error(about ? `${message} (${about})` : message, error, status);
}
