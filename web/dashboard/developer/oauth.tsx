import { Badge, Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { listOAuthClients } from "../../../src/domain/accounts/oauth/clients/operations.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { CopyField } from "../parts/copy.tsx";
import { useList } from "../parts/data.ts";
import { Row, Rows } from "../parts/rows.tsx";
import { words } from "../parts/words.ts";
import { ClientDrawer } from "./client-drawer.tsx";
import { DeveloperPage } from "./frame.tsx";
import { oauthTexts } from "./oauth-texts.ts";
import { ShownOnce } from "./once.tsx";
import { useAppTexts } from "./scopes.tsx";
import { texts } from "./texts.ts";

export type Secret = { clientId: string; clientSecret: string | null };

/** Apps of the business's own, which ask people whether they may act for them. */
export default function OAuthClientsPage() {
  const { clients } = useAppTexts();
  const text = useTexts(texts);
  const oauth = useTexts(oauthTexts);
  const common = useTexts(words);
  const say = useSay();
  const { may } = useSession();
  const [{ id }, setAddress] = useAddress();
  const [secret, setSecret] = useState<Secret | null>(null);
  const list = useList(listOAuthClients, { limit: "50" });
  const add = may("apps:write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ id: "new" })}>
      {clients.makeTitle}
    </Button>
  );
  return (
    <DeveloperPage section="oauth" action={add}>
      <Text c="dimmed">{clients.text}</Text>
      <Rows label={clients.title} list={list} empty={{ title: clients.none, text: oauth.emptyText, action: add }}>
        {({ id, name, clientId, kind, redirectUris, approved, lastUsedAt }) => (
          <Row
            title={name}
            badges={
              <Badge variant="default" tt="none">
                {clients.kinds[kind]}
              </Badge>
            }
            actions={
              may("apps:write") && (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`${common.edit}: ${name}`}
                  onClick={() => setAddress({ id: String(id) })}
                >
                  {common.edit}
                </Button>
              )
            }
          >
            <code>{clientId}</code> · {lastUsedAt ? fill(text.used, { when: say.date(lastUsedAt) }) : text.neverUsed}
            <div>{redirectUris.join(", ")}</div>
            <div>{approved ? clients.approved : clients.notApproved}</div>
          </Row>
        )}
      </Rows>
      <ClientDrawer id={id ?? null} made={setSecret} close={() => setAddress({ id: undefined })} />
      <ShownOnce label={clients.secret} secret={secret?.clientSecret ?? null} close={() => setSecret(null)}>
        {secret && <CopyField label={oauth.clientId} value={secret.clientId} />}
      </ShownOnce>
    </DeveloperPage>
  );
}
