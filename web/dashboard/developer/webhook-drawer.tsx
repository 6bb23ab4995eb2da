import { Button, MultiSelect, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { listTriggers } from "../../../src/domain/events/triggers/operations.ts";
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  updateWebhook,
} from "../../../src/domain/events/webhooks/operations.ts";
import type { Answer, Input } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useAsk, useDo } from "../parts/data.ts";
import { RecordDrawer } from "../parts/drawer.tsx";
import { Fold } from "../parts/fold.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { SecretInput } from "../parts/secret.tsx";
import { webhooksTexts } from "./webhooks-texts.ts";

type Webhook = Answer<typeof getWebhook>;
type Triggers = Input<typeof createWebhook>["eventTriggers"];

/** One webhook: where it posts, what it is told of, and how its deliveries are signed. */
export function WebhookDrawer({ id, close }: { id: string | null; close: () => void }) {
  const text = useTexts(webhooksTexts);
  return (
    <RecordDrawer
      id={id}
      close={close}
      get={getWebhook}
      titleOf={({ subscriberUrl }) => subscriberUrl}
      addTitle={text.add}
    >
      {(webhook) => <WebhookForm webhook={webhook} close={close} />}
    </RecordDrawer>
  );
}

function WebhookForm({ webhook, close }: { webhook: Webhook | null; close: () => void }) {
  const text = useTexts(webhooksTexts);
  const create = useDo(createWebhook);
  const update = useDo(updateWebhook);
  const remove = useDo(deleteWebhook);
  const triggers = useAsk(listTriggers, {});
  const { form, refusal, sending, onSubmit } = useRecordForm(
    {
      subscriberUrl: webhook?.subscriberUrl ?? "",
      eventTriggers: (webhook?.eventTriggers ?? []) as string[],
      secret: "",
      payloadTemplate: webhook?.payloadTemplate ?? "",
      active: webhook?.active ?? true,
    },
    ({ secret, payloadTemplate, ...values }) => {
      const fields = {
        ...values,
        eventTriggers: values.eventTriggers as Triggers,
        ...(secret ? { secret } : {}),
        payloadTemplate: payloadTemplate.trim() || null,
      };
      return webhook
        ? update.deed({ id: String(webhook.id), ...fields, options: { ifMatch: webhook.version } })
        : create.deed(fields);
    },
    { done: close },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <TextInput
          label={text.url}
          type="url"
          required
          placeholder="https://example.com/hooks"
          data-autofocus
          {...form.getInputProps("subscriberUrl")}
        />
        <MultiSelect
          label={text.triggers}
          required
          searchable
          hidePickedOptions
          data={(triggers.data ?? []).map(({ trigger }) => trigger as string)}
          renderOption={({ option }) => <TriggerOption name={option.value} triggers={triggers.data ?? []} />}
          {...form.getInputProps("eventTriggers")}
        />
        <SecretInput
          label={text.secret}
          description={webhook?.hasSecret ? text.secretKept : text.secretHint}
          autoComplete="new-password"
          {...form.getInputProps("secret")}
        />
        <Button size="xs" variant="default" w="fit-content" onClick={() => form.setFieldValue("secret", newSecret())}>
          {text.makeSecret}
        </Button>
        <Fold label={text.more}>
          <Switch label={text.active} {...form.getInputProps("active", { type: "checkbox" })} />
          <Textarea label={text.template} autosize minRows={3} {...form.getInputProps("payloadTemplate")} />
        </Fold>
        <FormEnd
          form={form}
          refusal={refusal}
          sending={sending}
          cancel={close}
          deletion={
            webhook && { name: webhook.subscriberUrl, run: () => remove.mutateAsync({ id: String(webhook.id) }) }
          }
        />
      </Stack>
    </form>
  );
}

function TriggerOption({ name, triggers }: { name: string; triggers: { trigger: string; description: string }[] }) {
  return (
    <div>
      <div>{name}</div>
      <small>{triggers.find(({ trigger }) => trigger === name)?.description}</small>
    </div>
  );
}

const newSecret = () => `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24))))}`;
