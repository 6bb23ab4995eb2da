import { Group, NumberInput, Select } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { listAllMembers } from "../../../src/domain/accounts/members/operations.ts";
import { listEventTypes } from "../../../src/domain/scheduling/event-types/operations.ts";
import { listTeams } from "../../../src/domain/scheduling/teams/operations.ts";
import { listServices } from "../../../src/domain/services/services/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAsk } from "../parts/data.ts";
import { Fold, Section } from "../parts/fold.tsx";
import { PickMany, PickOne } from "../parts/pick.tsx";
import { isTimed, kindOf, type Trigger, triggers, type Values } from "./model.ts";
import { texts, triggerWords } from "./texts.ts";

export type Part = { form: UseFormReturnType<Values>; readOnly: boolean };

/** What sets a workflow off, and for what alone. */
export function When({ form, readOnly }: Part) {
  const text = useTexts(texts);
  const names = useTexts(triggerWords);
  const { trigger, offset, eventTypeIds, serviceIds, teamId, userId } = form.values;
  const limited = eventTypeIds.length + serviceIds.length > 0 || teamId !== null || userId !== null;
  const wrong = ["eventTypeIds", "serviceIds", "teamId", "userId"].some((field) => form.errors[field]);
  return (
    <Section title={text.when}>
      <Select
        label={text.trigger}
        data={triggers.map((value) => ({ value, label: names[value] }))}
        value={trigger}
        error={form.errors.trigger}
        allowDeselect={false}
        readOnly={readOnly}
        onChange={(chosen) => form.setFieldValue("trigger", chosen as Trigger)}
      />
      {isTimed(trigger) && (
        <Group align="flex-end" gap="sm">
          <NumberInput
            label={text.how}
            w={220}
            min={0}
            allowDecimal={false}
            readOnly={readOnly}
            value={offset.time}
            error={form.errors["offset.time"] ?? form.errors.offset}
            onChange={(typed) => form.setFieldValue("offset", { ...offset, time: Number(typed) })}
          />
          <Select
            label={text.unit}
            w={140}
            allowDeselect={false}
            readOnly={readOnly}
            data={(["minute", "hour", "day"] as const).map((value) => ({ value, label: text[value] }))}
            value={offset.unit}
            onChange={(unit) => form.setFieldValue("offset", { ...offset, unit: unit as typeof offset.unit })}
          />
        </Group>
      )}
      <Fold label={text.onlyFor} open={limited || wrong}>
        <OnlyFor form={form} readOnly={readOnly} />
      </Fold>
    </Section>
  );
}

function OnlyFor({ form, readOnly }: Part) {
  const text = useTexts(texts);
  const { may } = useSession();
  const kind = kindOf(form.values.trigger);
  const eventTypes = useAsk(listEventTypes, kind === "booking" ? { all: "true", limit: "200" } : null);
  const services = useAsk(listServices, kind === "appointment" && may("services:read") ? { limit: "200" } : null);
  const teams = useAsk(listTeams, kind !== "appointment" ? { limit: "200" } : null);
  const members = useAsk(listAllMembers, kind !== "form" && may("members:read") ? { limit: "200" } : null);
  const shared = (field: "eventTypeIds" | "serviceIds" | "teamId" | "userId") => ({
    error: form.errors[field],
    readOnly,
  });
  return (
    <>
      {kind === "booking" && (
        <PickMany
          label={text.eventTypes}
          description={text.onlyText}
          {...shared("eventTypeIds")}
          items={(eventTypes.data?.items ?? []).map(({ id, title, owner, team }) => ({
            id,
            name: `${title} · ${team?.name ?? owner?.name ?? ""}`,
          }))}
          value={form.values.eventTypeIds}
          onChange={(ids) => form.setFieldValue("eventTypeIds", ids)}
        />
      )}
      {kind === "appointment" && (
        <PickMany
          label={text.services}
          description={text.onlyText}
          {...shared("serviceIds")}
          items={services.data?.items ?? []}
          value={form.values.serviceIds}
          onChange={(ids) => form.setFieldValue("serviceIds", ids)}
        />
      )}
      {kind !== "appointment" && (
        <PickOne
          label={text.team}
          {...shared("teamId")}
          items={teams.data?.items ?? []}
          value={form.values.teamId}
          onChange={(id) => form.setFieldValue("teamId", id)}
        />
      )}
      {kind !== "form" && members.data && (
        <PickOne
          label={text.person}
          {...shared("userId")}
          items={members.data.items}
          value={form.values.userId}
          onChange={(id) => form.setFieldValue("userId", id)}
        />
      )}
    </>
  );
}
