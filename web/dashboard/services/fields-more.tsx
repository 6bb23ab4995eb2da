import { Group, NumberInput, Select, SimpleGrid, Stack, Switch, Text, TextInput } from "@mantine/core";
import { listLocations } from "../../../src/domain/services/locations/operations.ts";
import { listResources } from "../../../src/domain/services/resources/operations.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAll } from "../parts/data.ts";
import { Fold } from "../parts/fold.tsx";
import { MinutesInput } from "../parts/minutes.tsx";
import { MoneyInput } from "../parts/money.tsx";
import { PickMany, PickOne } from "../parts/pick.tsx";
import { Confirmation, type FieldProps } from "./fields.tsx";
import { texts } from "./texts.ts";

export function TimeAround({ form, readOnly }: FieldProps) {
  const text = useTexts(texts);
  const { bufferTimeBefore, bufferTimeAfter, slotInterval } = form.values;
  return (
    <Fold label={text.time} open={bufferTimeBefore + bufferTimeAfter > 0 || slotInterval !== ""}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <MinutesInput label={text.before} readOnly={readOnly} {...form.getInputProps("bufferTimeBefore")} />
        <MinutesInput label={text.after} readOnly={readOnly} {...form.getInputProps("bufferTimeAfter")} />
      </SimpleGrid>
      <NumberInput
        label={text.interval}
        min={1}
        allowDecimal={false}
        readOnly={readOnly}
        {...form.getInputProps("slotInterval")}
      />
    </Fold>
  );
}

export function Limits(props: FieldProps) {
  const text = useTexts(texts);
  const { form, readOnly } = props;
  const number = { min: 1, allowDecimal: false, readOnly };
  return (
    <Fold label={text.group} open={form.values.enableGroupBooking}>
      <Switch
        label={text.groupBooking}
        disabled={readOnly}
        {...form.getInputProps("enableGroupBooking", { type: "checkbox" })}
      />
      {form.values.enableGroupBooking && (
        <NumberInput label={text.capacity} {...number} {...form.getInputProps("maxCapacity")} />
      )}
      <NumberInput label={text.daily} {...number} {...form.getInputProps("dailyLimit")} />
      <NumberInput label={text.notice} {...number} min={0} {...form.getInputProps("minimumNotice")} />
      <NumberInput label={text.window} {...number} {...form.getInputProps("bookingWindowDays")} />
      <Confirmation {...props} />
      <Switch
        label={text.recurring}
        disabled={readOnly}
        {...form.getInputProps("enableRecurring", { type: "checkbox" })}
      />
    </Fold>
  );
}

export function Deposit({ form, readOnly, currency }: FieldProps) {
  const text = useTexts(texts);
  const { depositType, depositAmount } = form.values;
  return (
    <Fold label={text.deposit} open={depositType !== "none"}>
      <Select
        label={text.deposit}
        data={(["none", "fixed", "percentage"] as const).map((value) => ({ value, label: text[value] }))}
        allowDeselect={false}
        readOnly={readOnly}
        {...form.getInputProps("depositType")}
      />
      {depositType === "fixed" && (
        <MoneyInput
          label={text.amount}
          currency={currency}
          readOnly={readOnly}
          {...form.getInputProps("depositAmount")}
          value={Number(depositAmount)}
        />
      )}
      {depositType === "percentage" && (
        <NumberInput
          label={text.share}
          suffix=" %"
          min={0}
          max={100}
          readOnly={readOnly}
          {...form.getInputProps("depositAmount")}
        />
      )}
    </Fold>
  );
}

export function PlaceAndThings({ form, readOnly }: FieldProps) {
  const text = useTexts(texts);
  const { may } = useSession();
  const locations = useAll(listLocations, may("locations:read") ? {} : null);
  const { locationId, resources, imageUrl } = form.values;
  return (
    <Fold label={text.place} open={Boolean(locationId || resources.length > 0 || imageUrl)}>
      <PickOne
        label={text.location}
        placeholder={text.everywhere}
        items={locations.data ?? []}
        readOnly={readOnly}
        {...form.getInputProps("locationId")}
      />
      {may("resources:read") && <Things form={form} readOnly={readOnly} />}
      <TextInput
        label={text.image}
        type="url"
        placeholder="https://"
        readOnly={readOnly}
        {...form.getInputProps("imageUrl")}
      />
    </Fold>
  );
}

/** Rooms and things that it takes, and how many of each. */
function Things({ form, readOnly }: Pick<FieldProps, "form" | "readOnly">) {
  const text = useTexts(texts);
  const all = useAll(listResources, {});
  const needs = form.values.resources;
  const choose = (ids: number[]) =>
    form.setFieldValue(
      "resources",
      ids.map((id) => needs.find((one) => one.resourceId === id) ?? { resourceId: id, quantity: 1 }),
    );
  if (all.data?.length === 0) return null;
  return (
    <Stack gap="xs">
      <PickMany
        label={text.resources}
        items={all.data ?? []}
        value={needs.map(({ resourceId }) => resourceId)}
        onChange={choose}
        readOnly={readOnly}
        error={form.errors.resources}
      />
      {needs.map(({ resourceId, quantity }, index) => {
        const resource = all.data?.find(({ id }) => id === resourceId);
        if (!resource || resource.quantity === 1) return null;
        return (
          <Group key={resourceId} justify="space-between">
            <Text>{resource.name}</Text>
            <NumberInput
              aria-label={fill(text.countOf, { name: resource.name })}
              min={1}
              max={resource.quantity}
              value={quantity}
              readOnly={readOnly}
              onChange={(typed) => form.setFieldValue(`resources.${index}.quantity`, Number(typed) || 1)}
              w={90}
            />
          </Group>
        );
      })}
    </Stack>
  );
}
