import { ActionIcon, Anchor, Badge, Button, Switch } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconLink, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { listForms, updateForm } from "../../../src/domain/routing/forms/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { copyText } from "../parts/clipboard.ts";
import { useDo, useList } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { Page } from "../parts/page.tsx";
import { Row, Rows } from "../parts/rows.tsx";
import { words } from "../parts/words.ts";
import { texts } from "./texts.ts";

/** Forms that lead visitors to the right event type. */
export default function RoutingPage() {
  const text = useTexts(texts);
  const { may } = useSession();
  const navigate = useNavigate();
  const list = useList(listForms, { limit: "100" });
  const add = may("routing:write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => void navigate({ to: "/routing/new" })}>
      {text.add}
    </Button>
  );
  return (
    <Page title={text.title} action={add}>
      <Rows label={text.title} list={list} empty={{ title: text.empty, text: text.emptyText, action: add }}>
        {(form) => <FormRow form={form} />}
      </Rows>
    </Page>
  );
}

function FormRow({ form }: { form: ItemOf<typeof listForms> }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const say = useSay();
  const { may } = useSession();
  const update = useDo(updateForm);
  const { id, name, active, link, responseCount, lastResponseAt, problems } = form;
  const turn = (on: boolean) => update.mutateAsync({ id: String(id), active: on }).catch(tellFailure(common.failed));
  const copy = () =>
    void copyText(link).then((done) => notifications.show({ message: done ? text.linkCopied : link, color: "teal" }));
  return (
    <Row
      title={
        <Anchor component={Link} to={`/routing/${id}`} fw={600}>
          {name}
        </Anchor>
      }
      badges={
        !active && (
          <Badge variant="outline" color="gray" tt="none">
            {text.off}
          </Badge>
        )
      }
      actions={
        <>
          {may("routing:write") && (
            <Switch
              size="md"
              aria-label={fill(text.on, { name })}
              checked={update.isPending ? (update.variables.active ?? active) : active}
              onChange={({ currentTarget }) => void turn(currentTarget.checked)}
            />
          )}
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={fill(text.copyLink, { name })} onClick={copy}>
            <IconLink size={18} aria-hidden />
          </ActionIcon>
        </>
      }
    >
      {fill(text.responseCount, { count: say.number(responseCount) })}
      {lastResponseAt && `, ${fill(text.last, { when: say.dateTime(lastResponseAt) })}`}
      {problems.map(({ routeId, message }) => (
        <div key={routeId} style={{ color: "var(--mantine-color-error)" }}>
          {message}
        </div>
      ))}
    </Row>
  );
}
