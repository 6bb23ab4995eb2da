import { Button, Text } from "@mantine/core";
import { listOAuthGrants, revokeOAuthGrant } from "../../../src/domain/accounts/oauth/grants/operations.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useDo, useList } from "../parts/data.ts";
import { useConfirmDelete } from "../parts/form.tsx";
import { Row, Rows } from "../parts/rows.tsx";
import { ToneBadge } from "../parts/tone.tsx";
import { DeveloperPage } from "./frame.tsx";
import { oauthTexts } from "./oauth-texts.ts";
import { ScopeList, useAppTexts } from "./scopes.tsx";
import { texts } from "./texts.ts";

/** The apps that one has allowed to act for oneself, and the way to take it back. */
export default function AllowedAppsPage() {
  const { granted } = useAppTexts();
  const text = useTexts(texts);
  const oauth = useTexts(oauthTexts);
  const say = useSay();
  const list = useList(listOAuthGrants, { limit: "50" });
  const revoke = useDo(revokeOAuthGrant);
  const confirmDelete = useConfirmDelete();
  return (
    <DeveloperPage section="apps">
      <Text c="dimmed">{granted.text}</Text>
      <Rows label={granted.title} list={list} empty={{ title: granted.none, text: oauth.noGrants }}>
        {({ id, client, scopes, createdAt, lastUsedAt }) => (
          <Row
            title={client.name}
            badges={!client.verified && <ToneBadge tone="waiting">{oauth.unverified}</ToneBadge>}
            actions={
              <Button
                size="xs"
                variant="subtle"
                color="red"
                aria-label={`${granted.revoke}: ${client.name}`}
                onClick={() => confirmDelete(client.name, () => revoke.mutateAsync({ id: String(id) }))}
              >
                {granted.revoke}
              </Button>
            }
          >
            {granted.since} {say.date(createdAt)} ·{" "}
            {lastUsedAt ? fill(text.used, { when: say.ago(lastUsedAt) }) : text.neverUsed}
            <ScopeList scopes={scopes} />
          </Row>
        )}
      </Rows>
    </DeveloperPage>
  );
}
