import { Button, Checkbox, Group, Select, Stack, Textarea } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { cancelAppointmentByStaff, updateAppointment } from "../../../src/domain/services/appointments/operations.ts";
import type { Status } from "../../../src/domain/services/appointments/schema.ts";
import { useTexts } from "../../shared/locale.ts";
import { useDo } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { words } from "../parts/words.ts";
import type { Appointment } from "./form.tsx";
import { hasBegun, nextStatuses } from "./status.tsx";
import { texts } from "./texts.ts";

const alsoChanges = ["insights", "availability", "audit", "customers"];

/** What can become of an appointment from where it is. */
export function Actions({ appointment }: { appointment: Appointment }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const update = useDo(updateAppointment, { alsoChanges });
  const { id, status, version, startTime } = appointment;
  // Before it begins nobody is missing.
  const possible = nextStatuses[status].filter((one) => one !== "no-show" || hasBegun(startTime));
  const become = (next: Status) =>
    void update
      .mutateAsync({ id: String(id), status: next, options: { ifMatch: version } })
      .then(() => notifications.show({ message: common.saved, color: "teal" }), tellFailure(common.failed));
  const ask = (kind: "reject" | "cancel") =>
    modals.open({
      title: kind === "reject" ? text.reject : text.cancelIt,
      closeButtonProps: { "aria-label": common.close },
      children: <Ending appointment={appointment} kind={kind} />,
    });
  const labels: Partial<Record<Status, string>> = {
    approved: status === "pending" ? text.approve : text.reopen,
    completed: text.complete,
    "no-show": text.noShow,
  };
  return (
    <Group gap="xs">
      {possible.map((next, index) =>
        next === "rejected" ? (
          <Button key={next} size="xs" variant="default" onClick={() => ask("reject")}>
            {text.reject}
          </Button>
        ) : (
          <Button
            key={next}
            size="xs"
            variant={index === 0 ? "filled" : "default"}
            loading={update.isPending}
            onClick={() => become(next)}
          >
            {labels[next]}
          </Button>
        ),
      )}
      {(status === "pending" || status === "approved") && (
        <Button size="xs" variant="subtle" color="red" onClick={() => ask("cancel")}>
          {text.cancelIt}
        </Button>
      )}
    </Group>
  );
}

/** Asks why, for the customer to read. */
function Ending({ appointment, kind }: { appointment: Appointment; kind: "reject" | "cancel" }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const [reason, setReason] = useState("");
  const [notify, setNotify] = useState(true);
  const [scope, setScope] = useState<"one" | "following" | "all">("one");
  const cancel = useDo(cancelAppointmentByStaff, { alsoChanges });
  const update = useDo(updateAppointment, { alsoChanges });
  const id = String(appointment.id);
  const options = { ifMatch: appointment.version };
  const go = () =>
    void (
      kind === "cancel"
        ? cancel.mutateAsync({ id, reason: reason || null, scope, notify, options })
        : update.mutateAsync({ id, status: "rejected", cancellationReason: reason || null, notify, options })
    ).then(() => modals.closeAll(), tellFailure(common.failed));
  return (
    <Stack gap="sm">
      {kind === "cancel" && appointment.seriesUid && (
        <Select
          label={text.scope}
          allowDeselect={false}
          value={scope}
          onChange={(value) => setScope(value as typeof scope)}
          data={[
            { value: "one", label: text.one },
            { value: "following", label: text.following },
            { value: "all", label: text.wholeSeries },
          ]}
        />
      )}
      <Textarea
        data-autofocus
        label={text.reason}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Checkbox label={text.notify} checked={notify} onChange={(event) => setNotify(event.currentTarget.checked)} />
      <Group justify="flex-end">
        <Button variant="default" onClick={() => modals.closeAll()}>
          {common.back}
        </Button>
        <Button color="red" loading={cancel.isPending || update.isPending} onClick={go}>
          {kind === "cancel" ? text.cancelIt : text.reject}
        </Button>
      </Group>
    </Stack>
  );
}
