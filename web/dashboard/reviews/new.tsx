import { Drawer, Input, Rating, Stack, Switch, Textarea } from "@mantine/core";
import { listEmployees } from "../../../src/domain/services/employees/operations.ts";
import { createReview } from "../../../src/domain/services/reviews/operations.ts";
import { listServices } from "../../../src/domain/services/services/operations.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAll, useDo } from "../parts/data.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { PickCustomer, PickOne } from "../parts/pick.tsx";
import { words } from "../parts/words.ts";
import { texts } from "./texts.ts";

/** A review that somebody gave in person. */
export function NewReview({ opened, close }: { opened: boolean; close: () => void }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  return (
    <Drawer
      opened={opened}
      onClose={close}
      position="right"
      title={text.add}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {opened && <ReviewForm close={close} />}
    </Drawer>
  );
}

function ReviewForm({ close }: { close: () => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const services = useAll(listServices, may("services:read") ? {} : null);
  const staff = useAll(listEmployees, may("staff:read") ? {} : null);
  const create = useDo(createReview, { alsoChanges: ["customers"] });
  const { form, refusal, sending, onSubmit } = useRecordForm(
    {
      customerId: null as number | null,
      serviceId: null as number | null,
      employeeId: null as number | null,
      rating: 5,
      comment: "",
      published: true,
    },
    ({ customerId, serviceId, employeeId, rating, comment, published }) =>
      create.deed({
        rating,
        published,
        comment: comment || null,
        ...(customerId ? { customerId } : {}),
        ...(serviceId ? { serviceId } : {}),
        ...(employeeId ? { employeeId } : {}),
      }),
    { done: close },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm">
        <PickCustomer
          label={text.customer}
          required
          {...form.getInputProps("customerId")}
          error={form.errors.customerId}
        />
        <Input.Wrapper label={text.rating} labelElement="div">
          <Rating size="lg" getSymbolLabel={(count) => fill(text.stars, { count })} {...form.getInputProps("rating")} />
        </Input.Wrapper>
        <Textarea label={text.comment} autosize minRows={3} {...form.getInputProps("comment")} />
        <PickOne label={text.service} items={services.data ?? []} {...form.getInputProps("serviceId")} />
        <PickOne label={text.employee} items={staff.data ?? []} {...form.getInputProps("employeeId")} />
        <Switch label={text.show} {...form.getInputProps("published", { type: "checkbox" })} />
        <FormEnd form={form} refusal={refusal} sending={sending} cancel={close} />
      </Stack>
    </form>
  );
}
