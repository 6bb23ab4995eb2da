import { Alert, Anchor, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { roleAbilities } from "../../../src/domain/identity/abilities.ts";
import {
  createEmployeeRole,
  deleteEmployeeRole,
  getEmployeeRole,
  listEmployeeRoles,
  updateEmployeeRole,
} from "../../../src/domain/services/employee-roles/operations.ts";
import type { Answer, ItemOf } from "../../shared/api.ts";
import { useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAddress } from "../parts/address.ts";
import { useDo, useList } from "../parts/data.ts";
import { RecordDrawer } from "../parts/drawer.tsx";
import { Section } from "../parts/fold.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { type Column, RecordList } from "../parts/list.tsx";
import { words } from "../parts/words.ts";
import type { TabProps } from "./page.tsx";
import { Permissions } from "./permissions.tsx";
import { texts } from "./texts.ts";

type JobTitle = Answer<typeof getEmployeeRole>;

/** What people on the staff list are, and what that lets them do once they sign in. */
export function JobTitles({ id, close, add }: TabProps) {
  const text = useTexts(texts);
  const [, setAddress] = useAddress();
  const list = useList(listEmployeeRoles, { limit: "50" });
  const columns = useColumns();
  return (
    <>
      <RecordList
        name="job-titles"
        list={list}
        columns={columns}
        searchable={false}
        nameOf={({ name }) => name}
        open={({ id }) => setAddress({ id: String(id) })}
        empty={{ title: text.noTitles, text: text.noTitlesText, action: add }}
      />
      <RecordDrawer
        id={id}
        close={close}
        get={getEmployeeRole}
        titleOf={({ name }) => name}
        addTitle={text.addTitle}
        size="lg"
      >
        {(title) => <TitleForm title={title} close={close} />}
      </RecordDrawer>
    </>
  );
}

function useColumns(): Column<ItemOf<typeof listEmployeeRoles>>[] {
  const text = useTexts(texts);
  const common = useTexts(words);
  const say = useSay();
  const [, setAddress] = useAddress();
  return [
    {
      accessor: "name",
      title: text.role,
      render: ({ id, name }) => (
        <Anchor component="button" type="button" fw={600} ta="start" onClick={() => setAddress({ id: String(id) })}>
          {name}
        </Anchor>
      ),
    },
    { accessor: "description", title: text.description, visibleMediaQuery: "(min-width: 40em)" },
    {
      accessor: "permissions",
      title: text.mayDo,
      textAlign: "right",
      render: ({ permissions }) => say.number(permissions.length),
    },
    {
      accessor: "onlyOwn",
      title: text.ownOnly,
      visibleMediaQuery: "(min-width: 40em)",
      render: ({ onlyOwn }) => (onlyOwn ? common.yes : common.no),
    },
  ];
}

function TitleForm({ title, close }: { title: JobTitle | null; close: () => void }) {
  const text = useTexts(texts);
  const session = useSession();
  // Nobody changes a job title that may do more than they: the server would refuse it.
  const more =
    title !== null &&
    (title.permissions.some((permission) => !session.may(permission)) || (session.onlyOwn && !title.onlyOwn));
  const readOnly = more || !session.may("staff:write");
  const create = useDo(createEmployeeRole);
  const update = useDo(updateEmployeeRole, { alsoChanges: ["employees"] });
  const remove = useDo(deleteEmployeeRole);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    {
      name: title?.name ?? "",
      description: title?.description ?? "",
      permissions: title?.permissions ?? roleAbilities.employee.filter(session.may),
      onlyOwn: title?.onlyOwn ?? true,
    },
    ({ description, ...values }) => {
      const fields = { ...values, description: description || null };
      return title
        ? update.deed({ id: String(title.id), ...fields, options: { ifMatch: title.version } })
        : create.deed(fields);
    },
    { done: close },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        {more && <Alert variant="light">{text.mayMore}</Alert>}
        <TextInput
          label={text.name}
          required
          data-autofocus
          autoComplete="off"
          readOnly={readOnly}
          {...form.getInputProps("name")}
        />
        <Textarea
          label={text.description}
          autosize
          minRows={2}
          readOnly={readOnly}
          {...form.getInputProps("description")}
        />
        <Switch
          label={text.ownOnly}
          description={text.ownOnlyHint}
          disabled={readOnly || session.onlyOwn}
          {...form.getInputProps("onlyOwn", { type: "checkbox" })}
        />
        <Section title={text.mayDo} text={text.mayDoText}>
          <Permissions
            chosen={form.values.permissions}
            choose={(permissions) => form.setFieldValue("permissions", permissions)}
            readOnly={readOnly}
          />
        </Section>
        {!readOnly && (
          <FormEnd
            form={form}
            refusal={refusal}
            sending={sending}
            cancel={close}
            deletion={title && { name: title.name, run: () => remove.mutateAsync({ id: String(title.id) }) }}
          />
        )}
      </Stack>
    </form>
  );
}
