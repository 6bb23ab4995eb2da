import { Button, Group, Select } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { listEmployees } from "../../../src/domain/services/employees/operations.ts";
import { deleteReview, listReviews, updateReview } from "../../../src/domain/services/reviews/operations.ts";
import { call, type ItemOf } from "../../shared/api.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useAll, useList } from "../parts/data.ts";
import { type Deed, Many } from "../parts/many.tsx";
import { Page } from "../parts/page.tsx";
import { PickOne } from "../parts/pick.tsx";
import { Rows } from "../parts/rows.tsx";
import { words } from "../parts/words.ts";
import { NewReview } from "./new.tsx";
import { ReviewRow } from "./row.tsx";
import { texts } from "./texts.ts";

type Review = ItemOf<typeof listReviews>;

/** What customers said, and what of it the booking page shows. */
export default function ReviewsPage() {
  const text = useTexts(texts);
  const common = useTexts(words);
  const { may } = useSession();
  const [{ rating, published, employeeId, id }, setAddress] = useAddress();
  const list = useList(listReviews, { rating, published: published as "true" | undefined, employeeId, limit: "25" });
  const filtered = Boolean(rating || published || employeeId);
  const nameOf = ({ authorName }: Review) => fill(text.of, { name: authorName });
  const deeds = useDeeds();
  const add = may("reviews:write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ id: "new" })}>
      {text.add}
    </Button>
  );
  const clear = (
    <Button
      variant="default"
      onClick={() => setAddress({ rating: undefined, published: undefined, employeeId: undefined })}
    >
      {common.clearFilters}
    </Button>
  );
  return (
    <Page title={text.title} action={add}>
      <Filters />
      <Rows
        label={text.title}
        list={list}
        bulk={
          may("reviews:write") && {
            nameOf,
            actions: (ticked, keep) => (
              <Many ticked={ticked} keep={keep} nameOf={nameOf} changes={["reviews", "customers"]} deeds={deeds} />
            ),
          }
        }
        empty={
          filtered
            ? { title: common.nothingFound, text: "", action: clear }
            : { title: text.empty, text: text.emptyText, action: add }
        }
      >
        {(review) => <ReviewRow review={review} />}
      </Rows>
      <NewReview opened={id === "new"} close={() => setAddress({ id: undefined })} />
    </Page>
  );
}

function useDeeds(): Deed<Review>[] {
  const text = useTexts(texts);
  const common = useTexts(words);
  const show = (published: boolean) => ({
    fits: (review: Review) => review.published !== published,
    act: ({ id }: Review) => call(updateReview, { id: String(id), published }),
  });
  return [
    { label: text.publish, ...show(true) },
    { label: text.hide, ...show(false) },
    {
      label: common.delete,
      act: ({ id }) => call(deleteReview, { id: String(id) }),
      asks: { text: common.noWayBack },
      grave: true,
    },
  ];
}

function Filters() {
  const text = useTexts(texts);
  const { may } = useSession();
  const [{ rating, published, employeeId }, setAddress] = useAddress();
  const staff = useAll(listEmployees, may("staff:read") ? {} : null);
  return (
    <Group gap="xs">
      <Select
        aria-label={text.state}
        placeholder={text.state}
        clearable
        data={[
          { value: "true", label: text.published },
          { value: "false", label: text.hidden },
        ]}
        value={published ?? null}
        onChange={(published) => setAddress({ published: published ?? undefined })}
        style={filterWidth}
      />
      <Select
        aria-label={text.rating}
        placeholder={text.rating}
        clearable
        data={[5, 4, 3, 2, 1].map((count) => ({ value: String(count), label: fill(text.stars, { count }) }))}
        value={rating ?? null}
        onChange={(rating) => setAddress({ rating: rating ?? undefined })}
        style={filterWidth}
      />
      <PickOne
        aria-label={text.employee}
        placeholder={text.employee}
        items={staff.data ?? []}
        value={employeeId ? Number(employeeId) : null}
        onChange={(id) => setAddress({ employeeId: id ? String(id) : undefined })}
        style={filterWidth}
      />
    </Group>
  );
}

/** Beside each other, also on a phone. */
const filterWidth = { flex: "1 1 140px", maxWidth: 200 };
