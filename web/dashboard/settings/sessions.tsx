import { Badge, Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { deleteSession, endOtherSessions, listOwnSessions } from "../../../src/domain/accounts/sessions/operations.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useDo, useList } from "../parts/data.ts";
import { Section } from "../parts/fold.tsx";
import { tellFailure } from "../parts/form.tsx";
import { Row, Rows } from "../parts/rows.tsx";
import { words } from "../parts/words.ts";
import { securityTexts } from "./security-texts.ts";

/** Where one is signed in, and the way out of there. */
export function OwnSessions() {
  const text = useTexts(securityTexts);
  const common = useTexts(words);
  const say = useSay();
  const list = useList(listOwnSessions, { limit: "20" });
  const end = useDo(deleteSession);
  const endOthers = useDo(endOtherSessions);
  const tell = tellFailure(common.failed);
  const device = useDevice();
  return (
    <Section
      title={text.sessions}
      action={
        list.items.length > 1 && (
          <Button
            variant="default"
            w="fit-content"
            loading={endOthers.isPending}
            onClick={() =>
              endOthers
                .mutateAsync({})
                .then(
                  ({ ended }) => notifications.show({ message: fill(text.ended, { count: ended }), color: "teal" }),
                  tell,
                )
            }
          >
            {text.endOthers}
          </Button>
        )
      }
    >
      <Rows label={text.sessions} list={list} empty={{ title: text.noSessions, text: "" }}>
        {({ id, current, userAgent, address, lastSeenAt, createdAt }) => (
          <Row
            title={device(userAgent)}
            badges={
              current && (
                <Badge variant="light" tt="none">
                  {text.thisOne}
                </Badge>
              )
            }
            actions={
              !current && (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`${text.end}: ${device(userAgent)}, ${say.dateTime(createdAt)}`}
                  onClick={() => end.mutateAsync({ id: String(id) }).catch(tell)}
                >
                  {text.end}
                </Button>
              )
            }
          >
            {[say.dateTime(createdAt), address, fill(text.seen, { when: say.ago(lastSeenAt) })]
              .filter(Boolean)
              .join(" · ")}
          </Row>
        )}
      </Rows>
    </Section>
  );
}

// The first that fits: each browser names those before it, too.
const browsers = [
  ["Edg", "Edge"],
  ["OPR", "Opera"],
  ["Firefox", "Firefox"],
  ["Chrome", "Chrome"],
  ["Safari", "Safari"],
] as const;
const systems = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS", "macOS"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;

function useDevice() {
  const text = useTexts(securityTexts);
  return (agent: string | null) => {
    const browser = browsers.find(([sign]) => agent?.includes(sign))?.[1];
    const system = systems.find(([sign]) => agent?.includes(sign))?.[1];
    return browser && system ? fill(text.device, { browser, system }) : (agent?.slice(0, 60) ?? text.unknown);
  };
}
