import { useState } from "react";
import { listPublishedReviews } from "../../../src/domain/services/reviews/operations.ts";
import { call } from "../../shared/api.ts";
import { fill } from "../../shared/locale.ts";
import type { StorePage } from "../page.ts";
import { useSay } from "../say.ts";
import { useWords } from "../texts.ts";
import { useStoreWords } from "./texts.ts";

/** What customers said, newest first. */
export function Reviews({ page: { reviews, store } }: { page: StorePage }) {
  const words = useStoreWords();
  const say = useSay();
  const { shown, more, failed, busy, load } = useReviews(store.subdomain, reviews);
  if (!store.rating) return null;
  return (
    <section className="reviews" aria-labelledby="reviews">
      <h2 id="reviews">{words.reviews}</h2>
      <Rating rating={store.rating} />
      <ul>
        {shown.map(({ id, rating, comment, authorName, service, employee, createdAt }) => (
          <li key={id}>
            <Stars count={rating} />
            {comment && <p>{comment}</p>}
            <p className="quiet">
              {[authorName, service?.name, employee?.name, say.monthOf(createdAt)].filter(Boolean).join(" · ")}
            </p>
          </li>
        ))}
      </ul>
      {failed && <Failed />}
      {more && (
        <button type="button" onClick={load} disabled={busy}>
          {words.moreReviews}
        </button>
      )}
    </section>
  );
}

const Failed = () => {
  const words = useWords();
  return <p role="alert">{words.offline}</p>;
};

function useReviews(subdomain: string, first: StorePage["reviews"]) {
  const [{ items, nextCursor }, setPage] = useState(first);
  const [state, setState] = useState<"" | "busy" | "failed">("");
  const load = async () => {
    setState("busy");
    try {
      const next = await call(listPublishedReviews, { subdomain, cursor: nextCursor!, limit: "12" });
      setPage({ items: [...items, ...next.items], nextCursor: next.nextCursor });
      setState("");
    } catch {
      setState("failed");
    }
  };
  return { shown: items, more: nextCursor !== null, failed: state === "failed", busy: state === "busy", load };
}

export function Rating({ rating: { average, count } }: { rating: { average: number; count: number } }) {
  const say = useSay();
  const words = useStoreWords();
  return (
    <p className="rating">
      <span className="star" aria-hidden="true">
        ★
      </span>{" "}
      {fill(count === 1 ? words.ratingOne : words.rating, { average: say.number(average), count: say.number(count) })}
    </p>
  );
}

function Stars({ count }: { count: number }) {
  const words = useStoreWords();
  return (
    <span className="stars" role="img" aria-label={fill(words.stars, { count })}>
      {"★".repeat(count)}
      <span className="off">{"★".repeat(5 - count)}</span>
    </span>
  );
}
