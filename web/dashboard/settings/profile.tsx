import { Group, Radio, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { getMe, updateMe } from "../../../src/domain/scheduling/me/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { fill, sayIn, useLocale, useTexts } from "../../shared/locale.ts";
import { LanguageSelect, WeekdaySelect, ZoneSelect } from "../parts/choices.tsx";
import { CopyField } from "../parts/copy.tsx";
import { useAsk, useDo } from "../parts/data.ts";
import { Section } from "../parts/fold.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { Failed, Waiting } from "../parts/states.tsx";
import { SettingsPage } from "./frame.tsx";
import { profileTexts } from "./profile-texts.ts";

/** Who one is to those who book, and how one reads times. */
export default function ProfilePage() {
  const me = useAsk(getMe, {});
  return (
    <SettingsPage section="profile">
      {me.data ? (
        <ProfileForm me={me.data} />
      ) : me.error ? (
        <Failed error={me.error} again={() => void me.refetch()} />
      ) : (
        <Waiting />
      )}
    </SettingsPage>
  );
}

function ProfileForm({ me }: { me: Answer<typeof getMe> }) {
  const text = useTexts(profileTexts);
  const update = useDo(updateMe, { alsoChanges: ["account"] });
  const { form, refusal, sending, onSubmit } = useRecordForm(
    {
      name: me.name,
      username: me.username ?? "",
      bio: me.bio ?? "",
      avatarUrl: me.avatarUrl ?? "",
      timeZone: me.timeZone,
      language: me.language,
      timeFormat: String(me.timeFormat),
      weekStart: String(me.weekStart),
    },
    ({ username, bio, avatarUrl, timeFormat, weekStart, ...rest }) =>
      update.deed({
        ...rest,
        ...(username === (me.username ?? "") ? {} : { username }),
        bio: bio.trim() || null,
        avatarUrl: avatarUrl.trim() || null,
        timeFormat: Number(timeFormat) as 12 | 24,
        weekStart: Number(weekStart),
      }),
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md" maw={640}>
        <TextInput
          label={text.name}
          description={text.nameHint}
          required
          autoComplete="name"
          {...form.getInputProps("name")}
        />
        <TextInput label={text.email} value={me.email} readOnly variant="filled" />
        <TextInput
          label={text.username}
          description={text.usernameHint}
          autoComplete="off"
          {...form.getInputProps("username")}
        />
        {me.bookingPage && <CopyField label={text.page} value={me.bookingPage} />}
        <Textarea label={text.bio} description={text.bioHint} autosize minRows={3} {...form.getInputProps("bio")} />
        <TextInput label={text.avatar} type="url" placeholder="https://" {...form.getInputProps("avatarUrl")} />
        <Section title={text.reading}>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <LanguageSelect label={text.language} {...form.getInputProps("language")} />
            <ZoneSelect label={text.zone} {...form.getInputProps("timeZone")} />
            <WeekdaySelect label={text.weekStart} {...form.getInputProps("weekStart")} />
            <ClockChoice {...form.getInputProps("timeFormat")} />
          </SimpleGrid>
        </Section>
        <FormEnd form={form} refusal={refusal} sending={sending} />
      </Stack>
    </form>
  );
}

/** Twelve hours or twenty-four, each shown by an example. */
function ClockChoice(props: { value?: string; onChange?: (value: string) => void }) {
  const text = useTexts(profileTexts);
  const locale = useLocale();
  const example = (hour12: boolean) => sayIn(locale, { timeZone: "UTC", hour12 }).time("2027-03-09T14:30:00Z");
  return (
    <Radio.Group label={text.clock} {...props}>
      <Group gap="md" mt={6}>
        {[12, 24].map((count) => (
          <Radio
            key={count}
            value={String(count)}
            label={fill(text.hours, { count, example: example(count === 12) })}
          />
        ))}
      </Group>
    </Radio.Group>
  );
}
