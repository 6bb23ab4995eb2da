import { NumberInput, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import {
  createExtra,
  deleteExtra,
  getExtra,
  listExtras,
  updateExtra,
} from "../../../src/domain/services/extras/operations.ts";
import { listServices } from "../../../src/domain/services/services/operations.ts";
import type { Answer, ItemOf } from "../../shared/api.ts";
import { useLocale, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { sayMinutes } from "../parts/choices.tsx";
import { useAll, useDo } from "../parts/data.ts";
import { RecordDrawer } from "../parts/drawer.tsx";
import { FormEnd, tellFailure, useRecordForm } from "../parts/form.tsx";
import { MinutesInput } from "../parts/minutes.tsx";
import { MoneyInput } from "../parts/money.tsx";
import { useOrder } from "../parts/order.ts";
import { PickOne } from "../parts/pick.tsx";
import { Sortable } from "../parts/sortable.tsx";
import { Empty, Failed, Waiting } from "../parts/states.tsx";
import { words } from "../parts/words.ts";
import type { TabProps } from "./page.tsx";
import { MenuRow } from "./row.tsx";
import { texts } from "./texts.ts";

export function Extras({ id, close, add }: TabProps) {
  const text = useTexts(texts);
  const { may } = useSession();
  const extras = useAll(listExtras, {});
  const { items, move, settled } = useOrder(extras.data ?? [], updateExtra, "extras");
  if (extras.error) return <Failed error={extras.error} again={() => void extras.refetch()} />;
  return (
    <>
      {!extras.data ? (
        <Waiting />
      ) : items.length === 0 ? (
        <Empty title={text.noExtras} action={add}>
          {text.noExtrasText}
        </Empty>
      ) : (
        <div style={{ maxWidth: 760 }}>
          <Sortable
            items={items}
            keyOf={({ id }) => id}
            nameOf={({ name }) => name}
            move={move}
            settled={settled}
            disabled={!may("services:write")}
            gap={0}
          >
            {(extra) => <ExtraRow extra={extra} />}
          </Sortable>
        </div>
      )}
      <RecordDrawer id={id} close={close} get={getExtra} titleOf={({ name }) => name} addTitle={text.addExtra}>
        {(extra) => <ExtraForm extra={extra} close={close} />}
      </RecordDrawer>
    </>
  );
}

function ExtraRow({ extra }: { extra: ItemOf<typeof listExtras> }) {
  const text = useTexts(texts);
  const { failed } = useTexts(words);
  const say = useSay();
  const locale = useLocale();
  const { may, business } = useSession();
  const update = useDo(updateExtra, { alsoChanges: ["services"] });
  const services = useAll(listServices, {});
  const { id, name, price, duration, serviceId, active } = extra;
  const goesWith = serviceId === null ? text.every : services.data?.find((one) => one.id === serviceId)?.name;
  return (
    <MenuRow
      id={id}
      name={name}
      about={[goesWith, duration > 0 && `+ ${sayMinutes(locale, duration)}`].filter(Boolean).join(" · ")}
      price={price === 0 ? text.free : say.money(price, business.currency)}
      active={active}
      toggle={
        may("services:write")
          ? (active) => void update.mutateAsync({ id: String(id), active }).catch(tellFailure(failed))
          : undefined
      }
    />
  );
}

function ExtraForm({ extra, close }: { extra: Answer<typeof getExtra> | null; close: () => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const readOnly = !may("services:write");
  const services = useAll(listServices, {});
  const create = useDo(createExtra, { alsoChanges: ["services"] });
  const update = useDo(updateExtra, { alsoChanges: ["services"] });
  const remove = useDo(deleteExtra, { alsoChanges: ["services"] });
  const { form, refusal, sending, onSubmit } = useRecordForm(
    {
      name: extra?.name ?? "",
      description: extra?.description ?? "",
      price: (extra?.price ?? 0) as number | null,
      duration: extra?.duration ?? 0,
      maxQuantity: (extra?.maxQuantity ?? 1) as number | string,
      serviceId: extra?.serviceId ?? null,
      active: extra?.active ?? true,
    },
    (values) => {
      const fields = {
        ...values,
        description: values.description || null,
        price: values.price ?? 0,
        maxQuantity: Number(values.maxQuantity) || 1,
      };
      return extra
        ? update.deed({ id: String(extra.id), ...fields, options: { ifMatch: extra.version } })
        : create.deed(fields);
    },
    { done: close },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <TextInput label={text.name} required data-autofocus readOnly={readOnly} {...form.getInputProps("name")} />
        <MoneyInput label={text.price} readOnly={readOnly} {...form.getInputProps("price")} />
        <MinutesInput label={text.adds} readOnly={readOnly} {...form.getInputProps("duration")} />
        <NumberInput label={text.most} min={1} max={100} readOnly={readOnly} {...form.getInputProps("maxQuantity")} />
        <PickOne
          label={text.goesWith}
          placeholder={text.every}
          items={services.data ?? []}
          readOnly={readOnly}
          {...form.getInputProps("serviceId")}
        />
        <Textarea
          label={text.description}
          autosize
          minRows={2}
          readOnly={readOnly}
          {...form.getInputProps("description")}
        />
        <Switch label={text.active} disabled={readOnly} {...form.getInputProps("active", { type: "checkbox" })} />
        {!readOnly && (
          <FormEnd
            form={form}
            refusal={refusal}
            sending={sending}
            cancel={close}
            deletion={extra && { name: extra.name, run: () => remove.mutateAsync({ id: String(extra.id) }) }}
          />
        )}
      </Stack>
    </form>
  );
}
