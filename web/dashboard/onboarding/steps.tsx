import { Alert, Button, Checkbox, Group, NumberInput, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { createOneEventType } from "../../../src/domain/scheduling/event-types/operations.ts";
import { updateCompanySettings } from "../../../src/domain/services/company/operations.ts";
import { createService } from "../../../src/domain/services/services/operations.ts";
import { useLocale, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { CopyField } from "../parts/copy.tsx";
import { useDo } from "../parts/data.ts";
import { useRecordForm } from "../parts/form.tsx";
import { type Kind, kinds, welcomeKey } from "./kinds.ts";
import { texts } from "./texts.ts";

export function KindStep({ choose }: { choose: (kind: Kind) => void }) {
  const text = useTexts(texts);
  return (
    <ul className="rows">
      {(Object.keys(kinds) as Kind[]).map((kind) => (
        <li key={kind}>
          <UnstyledButton p="md" w="100%" className="choice" onClick={() => choose(kind)}>
            <Text fw={600}>{text[kind]}</Text>
            <Text size="sm" c="dimmed">
              {text[`${kind}Text`]}
            </Text>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

type StepProps = { kind: Kind; back: () => void };

export function HoursStep({ kind, back, next }: StepProps & { next: () => void }) {
  const text = useTexts(texts);
  const locale = useLocale();
  const { days, start, end } = kinds[kind];
  const update = useDo(updateCompanySettings);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { days: days.map(String), start, end },
    ({ days, start, end }) =>
      update.deed({ openingHours: { weekly: days.map((day) => ({ day: Number(day), start, end })) } }),
    { done: next, quiet: true, nameOf: (field) => field.replace(/^openingHours\.weekly\.\d+\./, "") },
  );
  const name = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Text c="dimmed">{text.hoursText}</Text>
        <Checkbox.Group label={text.days} {...form.getInputProps("days")}>
          <Group gap="md" mt={6}>
            {/* 5 January 2025 was a Sunday. */}
            {[1, 2, 3, 4, 5, 6, 0].map((day) => (
              <Checkbox key={day} value={String(day)} label={name.format(Date.UTC(2025, 0, 5 + day))} />
            ))}
          </Group>
        </Checkbox.Group>
        <Group grow>
          <TextInput type="time" label={text.from} {...form.getInputProps("start")} />
          <TextInput type="time" label={text.to} {...form.getInputProps("end")} />
        </Group>
        <StepEnd refusal={refusal} sending={sending} back={back} label={text.next} />
      </Stack>
    </form>
  );
}

export function OfferStep({ kind, back, next }: StepProps & { next: (link: string | null) => void }) {
  const text = useTexts(texts);
  const { business } = useSession();
  const { minutes, price, as } = kinds[kind];
  const service = useDo(createService);
  const eventType = useDo(createOneEventType);
  const digits = digitsOf(business.currency);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { name: text[`${kind}Offer`], length: minutes, price },
    ({ name, length, price }) =>
      as === "service"
        ? service.deed({ name, duration: length, price: Math.round(Number(price) * 10 ** digits) }, () => next(null))
        : eventType.deed({ title: name, length }, ({ link }) => next(link)),
    { quiet: true, nameOf: (field) => ({ title: "name", duration: "length" })[field] ?? field },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <TextInput label={text.name} required {...form.getInputProps("name")} />
        <Group grow align="flex-start">
          <NumberInput
            label={text.length}
            min={5}
            max={1440}
            step={5}
            allowDecimal={false}
            {...form.getInputProps("length")}
          />
          {as === "service" && (
            <NumberInput
              label={`${text.price} (${business.currency.toUpperCase()})`}
              min={0}
              decimalScale={digits}
              {...form.getInputProps("price")}
            />
          )}
        </Group>
        <StepEnd refusal={refusal} sending={sending} back={back} label={text.finish} />
      </Stack>
    </form>
  );
}

export function ReadyStep({ link }: { link: string }) {
  const text = useTexts(texts);
  const { business } = useSession();
  useEffect(() => localStorage.setItem(welcomeKey(business.id), JSON.stringify("done")), [business.id]);
  return (
    <Stack gap="md">
      <Text>{text.readyText}</Text>
      <CopyField label={text.link} value={link} />
      <Group>
        <Button component={Link} to="/">
          {text.home}
        </Button>
        <Button component="a" href={link} target="_blank" rel="noreferrer" variant="default">
          {text.look}
        </Button>
      </Group>
    </Stack>
  );
}

function StepEnd({
  refusal,
  sending,
  back,
  label,
}: {
  refusal: ReactNode;
  sending: boolean;
  back: () => void;
  label: string;
}) {
  const text = useTexts(texts);
  return (
    <>
      {refusal && (
        <Alert color="red" role="alert" variant="light">
          {refusal}
        </Alert>
      )}
      <Group justify="space-between">
        <Button variant="default" onClick={back}>
          {text.back}
        </Button>
        <Button type="submit" loading={sending}>
          {label}
        </Button>
      </Group>
    </>
  );
}

const digitsOf = (currency: string) =>
  new Intl.NumberFormat("en", { style: "currency", currency: currency.toUpperCase() }).resolvedOptions()
    .maximumFractionDigits ?? 2;
