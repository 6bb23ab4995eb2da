import { ApiError } from "../../shared/api.ts";
import { fill, type useSay } from "../../shared/locale.ts";
import type { texts } from "./texts.ts";

type Clash = { who: string; what: string; start: string; end: string } | null;

/** A refusal because of taken time, as one would say it: who has what then, and what is free nearby. Others stay as they are. */
export function sayTaken(
  error: unknown,
  text: (typeof texts)["en"],
  say: ReturnType<typeof useSay>,
  { clash = null, who }: { clash?: Clash; who?: string | undefined } = {},
): unknown {
  if (
    !(error instanceof ApiError) ||
    error.status !== 409 ||
    !error.details.every(({ field }) => field === "startTime" || field === "start")
  )
    return error;
  const times = error.details.flatMap(({ startTime }) =>
    typeof startTime === "string" ? say.dateTime(startTime) : [],
  );
  const first = clash
    ? fill(text.takenBy, { who: clash.who, what: clash.what, when: say.range(clash.start, clash.end) })
    : fill(text.taken, { who: who || text.somebody });
  const message = times.length > 0 ? `${first} ${fill(text.nearest, { times: times.join(" · ") })}` : first;
  return new ApiError(409, error.code, message);
}
