import { Button, MultiSelect, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import {
  createOAuthClient,
  deleteOAuthClient,
  getOAuthClient,
  rotateSecret,
  updateOAuthClient,
} from "../../../src/domain/accounts/oauth/clients/operations.ts";
import { scopes } from "../../../src/domain/accounts/oauth/scopes.ts";
import type { Answer } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { CopyField } from "../parts/copy.tsx";
import { useDo } from "../parts/data.ts";
import { RecordDrawer } from "../parts/drawer.tsx";
import { FormEnd, tellFailure, useRecordForm } from "../parts/form.tsx";
import { words } from "../parts/words.ts";
import type { Secret } from "./oauth.tsx";
import { oauthTexts } from "./oauth-texts.ts";
import { useAppTexts, useScopeWords } from "./scopes.tsx";

type Client = Answer<typeof getOAuthClient>;
type Props = { made: (secret: Secret) => void; close: () => void };

/** One OAuth client: what people read of it, where it sends them, and the most that it may ask for. */
export function ClientDrawer({ id, ...props }: Props & { id: string | null }) {
  const { clients } = useAppTexts();
  return (
    <RecordDrawer
      id={id}
      close={props.close}
      get={getOAuthClient}
      titleOf={({ name }) => name}
      addTitle={clients.makeTitle}
    >
      {(client) => <ClientForm client={client} {...props} />}
    </RecordDrawer>
  );
}

function ClientForm({ client, made, close }: Props & { client: Client | null }) {
  const { clients } = useAppTexts();
  const text = useTexts(oauthTexts);
  const sayScope = useScopeWords();
  const create = useDo(createOAuthClient);
  const update = useDo(updateOAuthClient);
  const remove = useDo(deleteOAuthClient);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    {
      name: client?.name ?? "",
      description: client?.description ?? "",
      homepage: client?.homepage ?? "",
      logoUrl: client?.logoUrl ?? "",
      kind: (client?.kind ?? "confidential") as "confidential" | "public",
      redirectUris: client?.redirectUris.join("\n") ?? "",
      scopes: client?.scopes ?? [],
    },
    ({ kind, ...values }) => {
      const fields = {
        ...values,
        description: values.description.trim() || null,
        homepage: values.homepage.trim() || null,
        logoUrl: values.logoUrl.trim() || null,
        redirectUris: values.redirectUris
          .split("\n")
          .map((line) => line.trim())
          .filter(Boolean),
      };
      return client
        ? update.deed({ id: String(client.id), ...fields, options: { ifMatch: client.version } })
        : create.deed({ ...fields, kind }, made);
    },
    { done: close },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <TextInput label={clients.name} required data-autofocus {...form.getInputProps("name")} />
        {client ? (
          <CopyField label={text.clientId} value={client.clientId} />
        ) : (
          <Radio.Group label={clients.kind} {...form.getInputProps("kind")}>
            <Stack gap="xs" mt={6}>
              {(["confidential", "public"] as const).map((kind) => (
                <Radio key={kind} value={kind} label={clients.kinds[kind]} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        <Textarea
          label={clients.redirectUris}
          description={clients.redirectUrisHint}
          required
          autosize
          minRows={2}
          placeholder="https://yourapp.com/callback"
          {...form.getInputProps("redirectUris")}
        />
        <MultiSelect
          label={clients.scopes}
          required
          searchable
          hidePickedOptions
          data={scopes.map((value) => ({ value, label: sayScope(value) }))}
          {...form.getInputProps("scopes")}
        />
        <Textarea label={clients.description} autosize minRows={2} {...form.getInputProps("description")} />
        <TextInput label={clients.homepage} type="url" placeholder="https://" {...form.getInputProps("homepage")} />
        <TextInput label={clients.logo} type="url" placeholder="https://" {...form.getInputProps("logoUrl")} />
        {client?.kind === "confidential" && <Rotate client={client} made={made} />}
        <FormEnd
          form={form}
          refusal={refusal}
          sending={sending}
          cancel={close}
          {...(client ? {} : { label: clients.make })}
          deletion={client && { name: client.name, run: () => remove.mutateAsync({ id: String(client.id) }) }}
        />
      </Stack>
    </form>
  );
}

function Rotate({ client, made }: { client: Client; made: Props["made"] }) {
  const { clients } = useAppTexts();
  const common = useTexts(words);
  const rotate = useDo(rotateSecret);
  const ask = () =>
    modals.openConfirmModal({
      title: clients.rotate,
      children: clients.rotateText,
      labels: { confirm: clients.rotateNow, cancel: common.cancel },
      onConfirm: () => void rotate.mutateAsync({ id: String(client.id) }).then(made, tellFailure(common.failed)),
    });
  return (
    <Button variant="default" w="fit-content" loading={rotate.isPending} onClick={ask}>
      {clients.rotate} (…{client.hint})
    </Button>
  );
}
