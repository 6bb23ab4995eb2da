import { useMemo } from "react";
import { ApiError } from "./api.ts";
import { fill, locales, useLocale } from "./locale.ts";
import { codes, rows } from "./problem-texts.ts";
import { schedulingRows } from "./problem-texts-scheduling.ts";

// What the server refuses it says in English, with codes that never change. Here the sentences that people meet in forms
// are said in their own language; others stay as they came, which is better than something vague.

const allRows = [...rows, ...schedulingRows];

const signedOut = "You are not signed in any more. Please sign in again.";
const pleaseLook = "Please look at what is marked. Everything you typed is still there.";

export type SayProblem = {
  /** What is wrong with a field. */
  field(message: string): string;
  /** What was refused as a whole. */
  refusal(error: ApiError): string;
};

export function useProblems(): SayProblem {
  const locale = useLocale();
  return useMemo(() => problemsIn(locales.indexOf(locale)), [locale]);
}

/** `place`: of the language among `locales`. */
export function problemsIn(place: number): SayProblem {
  return {
    field(message) {
      for (const [pattern, ...said] of allRows) {
        const found = pattern.exec(message);
        if (!found) continue;
        const values = Object.values(found.groups ?? {}).filter((value) => value !== undefined);
        return fill(said[place] ?? message, { n: values[0] ?? "", m: values[1] ?? "" });
      }
      return message;
    },
    refusal({ code, message }) {
      if (code === "UNAUTHORIZED" && place === 0) return signedOut;
      if (place === 0) return message === "Invalid request parameters" ? pleaseLook : message;
      const said = codes[code]?.[place - 1];
      if (!said) return message;
      // What stands in the way is in the sentence: it is shown too.
      return said.endsWith(".") ? said : `${said}: ${message}`;
    },
  };
}

/** Where no component is at hand, and nothing that could be marked: what is wrong is said itself. */
export const sayFailure = (say: SayProblem, error: unknown): string =>
  error instanceof ApiError
    ? (sayMarked(say, error) ?? say.refusal(error))
    : error instanceof Error
      ? error.message
      : String(error);
const sayMarked = (say: SayProblem, { code, details }: ApiError): string | null =>
  code === "VALIDATION_ERROR" && details.length > 0 ? details.map(({ message }) => say.field(message)).join(" ") : null;
