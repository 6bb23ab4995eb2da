import type { AuthorizeCheck } from "../request.ts";

/** RFC 6749 section 3.1: parameters must not be included more than once. */
export const nothingRepeated: AuthorizeCheck = ({ repeated }) => {
  const [name] = repeated;
  return name === undefined ? null : { error: "invalid_request", description: `${name} was given more than once` };
};
