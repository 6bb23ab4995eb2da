import { Button, Group } from "@mantine/core";
import { answerEntry, listEntries } from "../../../src/domain/connections/entries/operations.ts";
import { deleteFeed, getFeed, makeFeed } from "../../../src/domain/connections/feed/operations.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { CopyField } from "../parts/copy.tsx";
import { useAsk, useDo, useList } from "../parts/data.ts";
import { Section } from "../parts/fold.tsx";
import { tellFailure, useConfirmDelete } from "../parts/form.tsx";
import { Row, Rows } from "../parts/rows.tsx";
import { Failed } from "../parts/states.tsx";
import { words } from "../parts/words.ts";
import { calendarsTexts } from "./calendars-texts.ts";

/** The secret address of one's own bookings, for calendar programs. */
export function CalendarFeed() {
  const text = useTexts(calendarsTexts);
  const common = useTexts(words);
  const { may } = useSession();
  const feed = useAsk(getFeed, {});
  const make = useDo(makeFeed);
  const end = useDo(deleteFeed);
  const confirmDelete = useConfirmDelete();
  const makeIt = () => void make.mutateAsync({}).catch(tellFailure(common.failed));
  return (
    <Section title={text.feed} text={text.feedText}>
      {feed.error && <Failed error={feed.error} />}
      {feed.data?.url === null && may("calendars:write") && (
        <Button variant="default" w="fit-content" loading={make.isPending} onClick={makeIt}>
          {text.makeFeed}
        </Button>
      )}
      {feed.data?.url && (
        <>
          <CopyField label={text.feedAddress} value={feed.data.url} />
          {may("calendars:write") && (
            <Group>
              <Button variant="default" loading={make.isPending} onClick={makeIt}>
                {text.renewFeed}
              </Button>
              <Button
                variant="subtle"
                color="red"
                onClick={() => confirmDelete(text.feedAddress, () => end.mutateAsync({}))}
              >
                {text.endFeed}
              </Button>
            </Group>
          )}
        </>
      )}
    </Section>
  );
}

/** What was changed in a calendar outside, where its owner wants to be asked. */
export function ToDecide() {
  const text = useTexts(calendarsTexts);
  const common = useTexts(words);
  const say = useSay();
  const list = useList(listEntries, { state: "asked", limit: "20" });
  const answer = useDo(answerEntry, { alsoChanges: ["bookings", "appointments"] });
  if (list.items.length === 0) return null;
  const give = (entryId: number, what: "accept" | "keep") =>
    void answer.mutateAsync({ entryId: String(entryId), answer: what }).catch(tellFailure(common.failed));
  return (
    <Section title={text.decide}>
      <Rows label={text.decide} list={list} empty={{ title: "", text: "" }}>
        {({ id, title, startTime, outside }) => (
          <Row
            title={title}
            actions={
              <>
                <Button size="xs" onClick={() => give(id, "accept")}>
                  {text.accept}
                </Button>
                <Button size="xs" variant="default" onClick={() => give(id, "keep")}>
                  {text.keep}
                </Button>
              </>
            }
          >
            {say.dateTime(startTime)} ·{" "}
            {outside?.kind === "moved" && outside.startTime
              ? fill(text.moved, { when: say.dateTime(outside.startTime) })
              : text.deleted}
          </Row>
        )}
      </Rows>
    </Section>
  );
}
