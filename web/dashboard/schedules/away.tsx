import { Anchor, Autocomplete, Select, SimpleGrid, Stack, Textarea } from "@mantine/core";
import { listAllMembers } from "../../../src/domain/accounts/members/operations.ts";
import {
  createOutOfOffice,
  deleteOutOfOffice,
  getOutOfOffice,
  listOutOfOffice,
  updateOutOfOffice,
} from "../../../src/domain/services/out-of-office/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { fill, useClock, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useAsk, useDo, useList } from "../parts/data.ts";
import { DayInput } from "../parts/day.tsx";
import { isDay, lastDay } from "../parts/days.ts";
import { RecordDrawer } from "../parts/drawer.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { Row, Rows } from "../parts/rows.tsx";
import { wallTimeAt } from "../parts/zoned.ts";
import { texts } from "./texts.ts";

type Entry = Answer<typeof getOutOfOffice>;
const reasons = ["vacation", "sick", "travel", "public holiday", "unspecified"];

/** Colleagues by their user id, as far as one may see them. */
function useColleagues() {
  const { may, user } = useSession();
  const members = useAsk(listAllMembers, may("members:read") ? { limit: "200" } : null);
  return (members.data?.items ?? []).map(({ id, name }) => ({ id, name })).filter(({ id }) => id !== user.id);
}

/** The usual reasons in the reader's language; others as they were typed. */
function useReasons() {
  const text = useTexts(texts);
  const said: Record<string, string> = {
    vacation: text.vacation,
    sick: text.sick,
    travel: text.trip,
    "public holiday": text.holiday,
    unspecified: text.unspecified,
  };
  return {
    say: (reason: string) => said[reason] ?? reason,
    read: (typed: string) => reasons.find((one) => said[one] === typed) ?? typed,
    all: reasons.map((one) => said[one]!),
  };
}

/** Who is away, now and later. */
export function Away() {
  const text = useTexts(texts);
  const say = useSay();
  const { user } = useSession();
  const reason = useReasons();
  const [{ id }, setAddress] = useAddress();
  const colleagues = useColleagues();
  const list = useList(listOutOfOffice, { limit: "50" });
  const nameOf = (userId: number | null) =>
    userId === user.id ? text.you : (colleagues.find((one) => one.id === userId)?.name ?? "");
  const { timeZone } = useClock();
  const spanOf = (entry: Entry) => {
    if (!isWholeDays(entry, timeZone)) return `${say.dateTime(entry.start)} – ${say.dateTime(entry.end)}`;
    const { start, end } = daysOf(entry, timeZone);
    return start === end ? say.day(start) : `${say.day(start)} – ${say.day(end)}`;
  };
  const close = () => setAddress({ id: undefined });
  return (
    <>
      <Rows label={text.away} list={list} empty={{ title: text.awayEmpty, text: text.awayEmptyText }}>
        {(entry) => (
          <Row
            title={
              <Anchor component="button" type="button" fw={600} onClick={() => setAddress({ id: String(entry.id) })}>
                {[nameOf(entry.userId), reason.say(entry.reason)].filter(Boolean).join(" · ")}
              </Anchor>
            }
          >
            {spanOf(entry)}
            {entry.redirectUserId && ` · ${fill(text.takesOver, { name: nameOf(entry.redirectUserId) })}`}
          </Row>
        )}
      </Rows>
      <RecordDrawer
        id={id ?? null}
        close={close}
        get={getOutOfOffice}
        addTitle={text.addAway}
        titleOf={(entry) => reason.say(entry.reason)}
      >
        {(entry) => <AwayForm entry={entry} close={close} />}
      </RecordDrawer>
    </>
  );
}

function AwayForm({ entry, close }: { entry: Entry | null; close: () => void }) {
  const text = useTexts(texts);
  const { may, role } = useSession();
  const { timeZone } = useClock();
  const reason = useReasons();
  const colleagues = useColleagues();
  const changes = { alsoChanges: ["slots"] };
  const create = useDo(createOutOfOffice, changes);
  const update = useDo(updateOutOfOffice, changes);
  const remove = useDo(deleteOutOfOffice, changes);
  const days: { start: string | null; end: string | null } = entry
    ? daysOf(entry, timeZone)
    : { start: null, end: null };
  const { form, refusal, sending, onSubmit } = useRecordForm(
    {
      userId: "",
      ...days,
      reason: reason.say(entry?.reason ?? "vacation"),
      notes: entry?.notes ?? "",
      redirectUserId: entry?.redirectUserId ? String(entry.redirectUserId) : "",
    },
    ({ userId, start, end, ...values }) => {
      const fields = {
        reason: reason.read(values.reason) || "unspecified",
        notes: values.notes || null,
        redirectUserId: values.redirectUserId ? Number(values.redirectUserId) : null,
      };
      const moved = { ...(start === days.start ? {} : { start: start! }), ...(end === days.end ? {} : { end: end! }) };
      return entry
        ? update.deed({ id: String(entry.id), ...fields, ...moved, options: { ifMatch: entry.version } })
        : create.deed({
            ...fields,
            start: start ?? "",
            end: end ?? "",
            ...(userId ? { userId: Number(userId) } : {}),
          });
    },
    { done: close },
  );
  const readOnly = !may("appointments:write");
  const options = colleagues.map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {!entry && role !== "employee" && options.length > 0 && (
          <Select
            label={text.who}
            searchable
            allowDeselect={false}
            data={[{ value: "", label: text.you }, ...options]}
            {...form.getInputProps("userId")}
          />
        )}
        <SimpleGrid cols={2}>
          <DayInput
            label={text.from}
            required
            readOnly={readOnly}
            {...form.getInputProps("start")}
            onChange={(start) => form.setValues(entry ? { start } : { start, end: lastDay(form.values, start) })}
          />
          <DayInput
            label={text.to}
            required
            readOnly={readOnly}
            minDate={isDay(form.values.start) ? form.values.start : undefined}
            {...form.getInputProps("end")}
          />
        </SimpleGrid>
        <Autocomplete label={text.reason} data={reason.all} readOnly={readOnly} {...form.getInputProps("reason")} />
        {options.length > 0 && (
          <Select
            label={text.redirect}
            description={text.redirectHint}
            searchable
            clearable
            readOnly={readOnly}
            data={options}
            {...form.getInputProps("redirectUserId")}
            value={form.values.redirectUserId || null}
            onChange={(chosen) => form.setFieldValue("redirectUserId", chosen ?? "")}
          />
        )}
        <Textarea label={text.notes} autosize minRows={2} readOnly={readOnly} {...form.getInputProps("notes")} />
        {!readOnly && (
          <FormEnd
            form={form}
            refusal={refusal}
            sending={sending}
            cancel={close}
            deletion={
              entry && {
                name: reason.say(entry.reason),
                run: () => remove.mutateAsync({ id: String(entry.id), options: { ifMatch: entry.version } }),
              }
            }
          />
        )}
      </Stack>
    </form>
  );
}

/** The first and the last day of an absence. One that ends at midnight ended the day before. */
const daysOf = ({ start, end }: Entry, zone: string) => ({
  start: wallTimeAt(zone, start).slice(0, 10),
  end: wallTimeAt(zone, new Date(Date.parse(end) - 1000).toISOString()).slice(0, 10),
});
const isWholeDays = ({ start, end }: Entry, zone: string) =>
  [start, end].every((instant) => wallTimeAt(zone, instant).endsWith(" 00:00:00"));
