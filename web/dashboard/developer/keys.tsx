import { Badge, Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { listApiKeys, revokeApiKey } from "../../../src/domain/accounts/keys/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { CodeBlock } from "../parts/copy.tsx";
import { useDo, useList } from "../parts/data.ts";
import { useConfirmDelete } from "../parts/form.tsx";
import { Row, Rows } from "../parts/rows.tsx";
import { ToneBadge } from "../parts/tone.tsx";
import { words } from "../parts/words.ts";
import { DeveloperPage } from "./frame.tsx";
import { KeyDrawer } from "./key-drawer.tsx";
import { keysTexts } from "./keys-texts.ts";
import { ShownOnce } from "./once.tsx";
import { texts } from "./texts.ts";

export type ApiKey = ItemOf<typeof listApiKeys>;

export default function KeysPage() {
  const text = useTexts(keysTexts);
  const { may } = useSession();
  const [{ id }, setAddress] = useAddress();
  const [made, setMade] = useState<string | null>(null);
  const list = useList(listApiKeys, { limit: "50" });
  const edited = list.items.find((key) => String(key.id) === id) ?? null;
  const add = may("keys:write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ id: "new" })}>
      {text.add}
    </Button>
  );
  return (
    <DeveloperPage section="keys" action={add}>
      <Text c="dimmed" maw={560}>
        {text.intro}
      </Text>
      <Rows label={text.key} list={list} empty={{ title: text.empty, text: text.emptyText, action: add }}>
        {(key) => <KeyRow apiKey={key} edit={() => setAddress({ id: String(key.id) })} />}
      </Rows>
      <KeyDrawer
        id={edited || id === "new" ? id! : null}
        apiKey={edited}
        made={setMade}
        close={() => setAddress({ id: undefined })}
      />
      <ShownOnce label={text.key} secret={made} close={() => setMade(null)}>
        {made && (
          <CodeBlock label={text.tryIt} code={`curl ${location.origin}/api/me \\\n  -H "cal-api-key: ${made}"`} />
        )}
      </ShownOnce>
    </DeveloperPage>
  );
}

function KeyRow({ apiKey, edit }: { apiKey: ApiKey; edit: () => void }) {
  const text = useTexts(keysTexts);
  const developer = useTexts(texts);
  const common = useTexts(words);
  const say = useSay();
  const { may } = useSession();
  const revoke = useDo(revokeApiKey);
  const confirmDelete = useConfirmDelete();
  const { id, name, hint, testMode, createdBy, createdAt, expiresAt, lastUsedAt } = apiKey;
  const facts = [
    fill(text.by, { name: createdBy.name }),
    fill(developer.made, { when: say.date(createdAt) }),
    lastUsedAt ? fill(developer.used, { when: say.ago(lastUsedAt) }) : developer.neverUsed,
    expiresAt && fill(text.until, { date: say.date(expiresAt) }),
  ];
  return (
    <Row
      title={name}
      badges={<Limits apiKey={apiKey} />}
      actions={
        may("keys:write") && (
          <>
            <Button size="xs" variant="default" aria-label={`${common.edit}: ${name}`} onClick={edit}>
              {common.edit}
            </Button>
            <Button
              size="xs"
              variant="subtle"
              color="red"
              aria-label={`${text.revoke}: ${name}`}
              onClick={() => confirmDelete(name, () => revoke.mutateAsync({ id: String(id) }))}
            >
              {text.revoke}
            </Button>
          </>
        )
      }
    >
      <code>
        {testMode ? "sk_test_" : "sk_live_"}…{hint}
      </code>
      {" · "}
      {facts.filter(Boolean).join(" · ")}
    </Row>
  );
}

function Limits({ apiKey: { testMode, readOnly, tools, callsPerDay, expiresAt } }: { apiKey: ApiKey }) {
  const text = useTexts(keysTexts);
  const say = useSay();
  const said = [
    testMode && text.testMode,
    readOnly && text.readOnly,
    tools && fill(text.toolCount, { count: tools.length }),
    callsPerDay && fill(text.perDay, { count: say.number(callsPerDay) }),
  ].filter((one): one is string => Boolean(one));
  return (
    <>
      {said.map((one) => (
        <Badge key={one} variant="default" tt="none">
          {one}
        </Badge>
      ))}
      {expiresAt && Date.parse(expiresAt) < Date.now() && <ToneBadge tone="bad">{text.expired}</ToneBadge>}
    </>
  );
}
