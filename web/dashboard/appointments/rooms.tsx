import { MultiSelect } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { listResources } from "../../../src/domain/services/resources/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAll } from "../parts/data.ts";
import type { Appointment, Draft } from "./form.tsx";
import { texts } from "./texts.ts";

type Needs = Appointment["resources"];
type Service = { resources: Needs } | undefined;

/** Rooms and equipment on top of what the service itself always takes, which is not chosen. */
export function RoomField({ form, service }: { form: UseFormReturnType<Draft>; service: Service }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const rooms = useAll(listResources, may("resources:read") ? { active: "true" } : null).data ?? [];
  const free = rooms.filter(({ id }) => !takes(service, id));
  if (free.length === 0) return null;
  return (
    <MultiSelect
      label={text.rooms}
      data={free.map(({ id, name }) => ({ value: String(id), label: name }))}
      clearable
      clearButtonProps={{ "aria-label": text.clear.replace("{name}", text.rooms) }}
      {...form.getInputProps("rooms")}
      value={form.values.rooms.filter((id) => !takes(service, Number(id)))}
    />
  );
}

const takes = (service: Service, id: number): boolean =>
  service?.resources.some(({ resourceId }) => resourceId === id) ?? false;

/** What to send, where other rooms were chosen than before: as many units of each as it had. */
export function changedRooms(chosen: string[], before: Needs, service: Service): { resources?: Needs } {
  const ids = chosen.map(Number).filter((id) => !takes(service, id));
  const beyond = before.filter(({ resourceId }) => !takes(service, resourceId));
  const same = ids.length === beyond.length && beyond.every(({ resourceId }) => ids.includes(resourceId));
  if (same) return {};
  return {
    resources: ids.map(
      (resourceId) => beyond.find((need) => need.resourceId === resourceId) ?? { resourceId, quantity: 1 },
    ),
  };
}
