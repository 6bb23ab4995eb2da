import { ActionIcon, Anchor, Badge, Button } from "@mantine/core";
import { IconExternalLink, IconPlus } from "@tabler/icons-react";
import { listTeams } from "../../../src/domain/scheduling/teams/operations.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useList } from "../parts/data.ts";
import { Page } from "../parts/page.tsx";
import { Row, Rows } from "../parts/rows.tsx";
import { TeamDrawer } from "./drawer.tsx";
import { texts } from "./texts.ts";

/** Teams: people who take meetings together, or in turn. */
export default function TeamsPage() {
  const text = useTexts(texts);
  const say = useSay();
  const { may } = useSession();
  const [{ id }, setAddress] = useAddress();
  const list = useList(listTeams, { limit: "100" });
  const add = may("teams:write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ id: "new" })}>
      {text.add}
    </Button>
  );
  return (
    <Page title={text.title} action={add}>
      <Rows label={text.title} list={list} empty={{ title: text.empty, text: text.emptyText, action: add }}>
        {(team) => (
          <Row
            title={
              <Anchor component="button" type="button" fw={600} onClick={() => setAddress({ id: String(team.id) })}>
                {team.name}
              </Anchor>
            }
            badges={
              team.hidden && (
                <Badge variant="outline" color="gray" tt="none">
                  {text.hiddenShort}
                </Badge>
              )
            }
            actions={
              !team.hidden && (
                <ActionIcon
                  component="a"
                  href={team.link}
                  target="_blank"
                  rel="noreferrer"
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={fill(text.viewPage, { name: team.name })}
                >
                  <IconExternalLink size={18} aria-hidden />
                </ActionIcon>
              )
            }
          >
            {fill(text.memberCount, { count: say.number(team.memberCount) })}
            {team.role && ` · ${fill(text.yourRole, { role: text[team.role] })}`}
            {` · ${new URL(team.link).pathname}`}
          </Row>
        )}
      </Rows>
      <TeamDrawer id={id ?? null} close={() => setAddress({ id: undefined, part: undefined })} />
    </Page>
  );
}
