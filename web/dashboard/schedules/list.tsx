import { Anchor, Badge, Button, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Link } from "@tanstack/react-router";
import { listAllSchedules, updateSchedule } from "../../../src/domain/scheduling/schedules/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useLocale, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useDo, useList } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { Row, Rows } from "../parts/rows.tsx";
import { words } from "../parts/words.ts";
import { texts } from "./texts.ts";

type Item = ItemOf<typeof listAllSchedules>;

export function ScheduleList() {
  const text = useTexts(texts);
  const list = useList(listAllSchedules, { limit: "200" });
  return (
    <Rows label={text.schedules} list={list} empty={{ title: text.empty, text: text.emptyText }}>
      {(schedule) => <ScheduleRow schedule={schedule} />}
    </Rows>
  );
}

function ScheduleRow({ schedule }: { schedule: Item }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const { may } = useSession();
  const update = useDo(updateSchedule, { alsoChanges: ["me", "slots"] });
  const { id, name, isDefault, inherited, timeZone } = schedule;
  const makeDefault = () =>
    update
      .mutateAsync({ id: String(id), isDefault: true })
      .then(() => notifications.show({ message: fill(text.defaultNow, { name }), color: "teal" }))
      .catch(tellFailure(common.failed));
  const title = inherited ? text.inherited : name;
  return (
    <Row
      title={
        inherited ? (
          title
        ) : (
          <Anchor component={Link} to={`/schedules/${id}`} fw={600}>
            {title}
          </Anchor>
        )
      }
      badges={
        isDefault && (
          <Badge variant="light" tt="none">
            {text.default}
          </Badge>
        )
      }
      actions={
        !isDefault &&
        !inherited &&
        may("schedules:write") && (
          <Button size="xs" variant="default" onClick={() => void makeDefault()} loading={update.isPending}>
            {text.makeDefault}
          </Button>
        )
      }
    >
      <Stack gap={0}>
        <Week schedule={schedule} />
        <Text span size="xs">
          {timeZone.replaceAll("_", " ")}
          {inherited && ` · ${text.openingText}`}
        </Text>
      </Stack>
    </Row>
  );
}

/** "Mon, Tue, Wed 9:00 AM – 5:00 PM", from Monday on. */
function Week({ schedule: { availability } }: { schedule: Item }) {
  const text = useTexts(texts);
  const say = useSay();
  const locale = useLocale();
  if (availability.length === 0) return <>{text.off}</>;
  const name = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
  // 5 January 2025 was a Sunday.
  const short = (day: string) => name.format(Date.UTC(2025, 0, 5 + days.indexOf(day)));
  return availability.map((entry) => (
    <span key={`${entry.days.join()}${entry.startTime}`} className="figures">
      {entry.days.map(short).join(", ")} {say.clock(entry.startTime)} – {say.clock(entry.endTime)}
    </span>
  ));
}
