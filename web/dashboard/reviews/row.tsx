import { ActionIcon, Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconTrash } from "@tabler/icons-react";
import { deleteReview, type listReviews, updateReview } from "../../../src/domain/services/reviews/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useDo } from "../parts/data.ts";
import { tellFailure, useConfirmDelete } from "../parts/form.tsx";
import { Row } from "../parts/rows.tsx";
import { Stars } from "../parts/stars.tsx";
import { ToneBadge } from "../parts/tone.tsx";
import { words } from "../parts/words.ts";
import { texts } from "./texts.ts";

type Review = ItemOf<typeof listReviews>;

export function ReviewRow({ review }: { review: Review }) {
  const text = useTexts(texts);
  const say = useSay();
  const { rating, comment, authorName, published, source, service, employee, createdAt } = review;
  const about = [authorName, service?.name, employee?.name, say.date(createdAt), source === "staff" && text.staffWrote];
  return (
    <Row
      title={<Stars rating={rating} label={fill(text.stars, { count: rating })} />}
      badges={<ToneBadge tone={published ? "good" : "waiting"}>{published ? text.published : text.hidden}</ToneBadge>}
      actions={<Actions review={review} />}
    >
      <p style={{ margin: "4px 0", maxWidth: "68ch", color: "var(--mantine-color-text)" }}>{comment ?? text.noWords}</p>
      {about.filter(Boolean).join(" · ")}
    </Row>
  );
}

function Actions({ review: { id, published, authorName } }: { review: Review }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const { may } = useSession();
  const update = useDo(updateReview, { alsoChanges: ["customers"] });
  const remove = useDo(deleteReview, { alsoChanges: ["customers"] });
  const confirmDelete = useConfirmDelete();
  if (!may("reviews:write")) return null;
  const show = (published: boolean) =>
    update
      .mutateAsync({ id: String(id), published })
      .then(() => notifications.show({ message: published ? text.nowPublished : text.nowHidden, color: "teal" }))
      .catch(tellFailure(common.failed));
  const name = fill(text.of, { name: authorName });
  return (
    <>
      <Button
        size="xs"
        variant={published ? "default" : "filled"}
        loading={update.isPending}
        aria-label={`${published ? text.hide : text.publish}: ${name}`}
        onClick={() => void show(!published)}
      >
        {published ? text.hide : text.publish}
      </Button>
      <ActionIcon
        variant="subtle"
        color="red"
        aria-label={`${common.delete}: ${name}`}
        onClick={() => confirmDelete(name, () => remove.mutateAsync({ id: String(id) }))}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </>
  );
}
