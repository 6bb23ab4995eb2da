import { listEmployees, updateEmployee } from "../../../src/domain/services/employees/operations.ts";
import {
  createService,
  deleteService,
  getService,
  updateService,
} from "../../../src/domain/services/services/operations.ts";
import { call, type ItemOf } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { useAll, useDo, useRefresh } from "../parts/data.ts";
import { RecordDrawer } from "../parts/drawer.tsx";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { Waiting } from "../parts/states.tsx";
import { ServiceFields } from "./fields.tsx";
import { texts } from "./texts.ts";
import { type Service, toSend, valuesOf } from "./values.ts";

type Employee = ItemOf<typeof listEmployees>;

export function ServiceDrawer({ id, close }: { id: string | null; close: () => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  // Only who performs a service is kept with the staff; the form waits for both.
  const staff = useAll(listEmployees, id !== null && may("staff:read") ? {} : null);
  const known = may("staff:read") ? staff.data : [];
  return (
    <RecordDrawer id={id} close={close} get={getService} titleOf={({ name }) => name} addTitle={text.add} size="lg">
      {(service) => (known ? <ServiceForm service={service} staff={known} close={close} /> : <Waiting />)}
    </RecordDrawer>
  );
}

function ServiceForm({ service, staff, close }: { service: Service | null; staff: Employee[]; close: () => void }) {
  const { may, business } = useSession();
  const create = useDo(createService);
  const update = useDo(updateService);
  const remove = useDo(deleteService, { alsoChanges: ["employees"] });
  const refresh = useRefresh();
  const readOnly = !may("services:write");

  const { form, refusal, sending, onSubmit } = useRecordForm(
    valuesOf(service, staff),
    (values) => {
      const fields = toSend(values);
      const then = async ({ id }: { id: number }) => {
        if (may("staff:write")) await assign(id, staff, values.performedBy);
        await refresh("employees", "services");
      };
      return service
        ? update.deed({ id: String(service.id), ...fields, options: { ifMatch: service.version } }, then)
        : create.deed(fields, then);
    },
    { done: close },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <ServiceFields form={form} staff={staff} readOnly={readOnly} currency={service?.currency ?? business.currency} />
      {!readOnly && (
        <FormEnd
          form={form}
          refusal={refusal}
          sending={sending}
          cancel={close}
          deletion={service && { name: service.name, run: () => remove.mutateAsync({ id: String(service.id) }) }}
        />
      )}
    </form>
  );
}

/** Tells those whose services change. Who performs every service performs this one too. */
async function assign(serviceId: number, staff: Employee[], performedBy: string[]) {
  for (const { id, allServices, serviceIds } of staff) {
    if (allServices) continue;
    const performs = performedBy.includes(String(id));
    if (performs === serviceIds.includes(serviceId)) continue;
    const changed = performs ? [...serviceIds, serviceId] : serviceIds.filter((one) => one !== serviceId);
    await call(updateEmployee, { id: String(id), serviceIds: changed });
  }
}
