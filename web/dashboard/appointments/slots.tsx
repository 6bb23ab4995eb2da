import { Button, Center, Group, Loader, Stack, Text } from "@mantine/core";
import { useSay, useTexts } from "../../shared/locale.ts";
import { Failed } from "../parts/states.tsx";
import { words } from "../parts/words.ts";
import { wallTimeAt } from "../parts/zoned.ts";
import { texts } from "./texts.ts";

type Day = { date: string; slots: { startTime: string }[] };
type Props = {
  /** What was answered; undefined while it is awaited. */
  days: Day[] | undefined;
  error?: Parameters<typeof Failed>[0]["error"] | null;
  again?: () => void;
  date: string;
  /** The wall-clock time that is chosen, HH:MM. */
  time: string;
  zone: string;
  pick: (time: string) => void;
};

/** The open starts of a day, to fill in one; staff may type any other time. */
export function OpenSlots({ error, again, ...props }: Props) {
  const text = useTexts(texts);
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {text.openTimes}
      </Text>
      {error ? <Failed error={error} again={again} /> : <Starts {...props} />}
    </Stack>
  );
}

function Starts({ days, date, time, zone, pick }: Props) {
  const text = useTexts(texts);
  const say = useSay();
  const { loading } = useTexts(words);
  if (!days)
    return (
      <Center mih={30}>
        <Loader size="sm" role="status" aria-label={loading} />
      </Center>
    );
  const slots = days.flatMap((day) => (day.date === date ? day.slots : []));
  if (slots.length === 0)
    return (
      <Text size="sm" c="dimmed" role="status">
        {text.noneOpen}
      </Text>
    );
  return (
    <Group gap={6} mah={148} style={{ overflowY: "auto" }} role="group" aria-label={text.openTimes} tabIndex={0}>
      {slots.map(({ startTime }) => {
        const at = wallTimeAt(zone, startTime).slice(11, 16);
        return (
          <Button
            key={startTime}
            size="xs"
            className="figures"
            variant={at === time ? "filled" : "default"}
            aria-pressed={at === time}
            onClick={() => pick(at)}
          >
            {say.time(startTime)}
          </Button>
        );
      })}
    </Group>
  );
}
