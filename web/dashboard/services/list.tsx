import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { listCategories } from "../../../src/domain/services/categories/operations.ts";
import { listServices, updateService } from "../../../src/domain/services/services/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useLocale, useSay, useTexts } from "../../shared/locale.ts";
import { useSession } from "../app/session.tsx";
import { sayMinutes } from "../parts/choices.tsx";
import { useAll, useDo } from "../parts/data.ts";
import { tellFailure } from "../parts/form.tsx";
import { useOrder } from "../parts/order.ts";
import { Sortable } from "../parts/sortable.tsx";
import { Empty, Failed } from "../parts/states.tsx";
import { words } from "../parts/words.ts";
import { ServiceDrawer } from "./drawer.tsx";
import type { TabProps } from "./page.tsx";
import { MenuRow } from "./row.tsx";
import { texts } from "./texts.ts";

type Service = ItemOf<typeof listServices>;

/** The menu as customers see it: by category, each in its own order. */
export function Services({ id, close, add }: TabProps) {
  const text = useTexts(texts);
  const services = useAll(listServices, {});
  const categories = useAll(listCategories, {});
  if (services.error) return <Failed error={services.error} again={() => void services.refetch()} />;
  const groups = [...(categories.data ?? []), null].flatMap((category) => {
    const items = (services.data ?? []).filter(({ categoryId }) => categoryId === (category?.id ?? null));
    return items.length > 0 ? [{ category, items }] : [];
  });
  return (
    <>
      {!services.data || !categories.data ? (
        <Stack gap="xs" aria-busy="true">
          {[1, 2, 3, 4].map((one) => (
            <Skeleton key={one} h={52} />
          ))}
        </Stack>
      ) : services.data.length === 0 ? (
        <Empty title={text.empty} action={add}>
          {text.emptyText}
        </Empty>
      ) : (
        <Stack gap="lg" maw={760}>
          {groups.map(({ category, items }) => (
            <section key={category?.id ?? 0} aria-label={category?.name ?? text.noCategory}>
              <Title order={2} mb={4}>
                {category?.name ?? text.noCategory}
              </Title>
              <Menu services={items} />
            </section>
          ))}
          <Text size="sm" c="dimmed">
            {text.order}
          </Text>
        </Stack>
      )}
      <ServiceDrawer id={id} close={close} />
    </>
  );
}

function Menu({ services }: { services: Service[] }) {
  const { may } = useSession();
  const { items, move, settled } = useOrder(services, updateService, "services");
  return (
    <Sortable
      items={items}
      keyOf={({ id }) => id}
      nameOf={({ name }) => name}
      move={move}
      settled={settled}
      disabled={!may("services:write")}
      gap={0}
    >
      {/* One alone has no handle to be moved by; it stands where the others do. */}
      {(service) => (
        <div style={{ paddingInlineStart: services.length === 1 && may("services:write") ? 32 : 0 }}>
          <ServiceRow service={service} />
        </div>
      )}
    </Sortable>
  );
}

function ServiceRow({ service }: { service: Service }) {
  const text = useTexts(texts);
  const { failed } = useTexts(words);
  const say = useSay();
  const locale = useLocale();
  const { may } = useSession();
  const update = useDo(updateService);
  const { id, name, duration, price, currency, extras, active, color } = service;
  const about = [sayMinutes(locale, duration), extras.length > 0 && fill(text.extrasCount, { count: extras.length })];
  return (
    <MenuRow
      id={id}
      name={name}
      color={color}
      about={about.filter(Boolean).join(" · ")}
      price={price === 0 ? text.free : say.money(price, currency)}
      active={active}
      toggle={
        may("services:write")
          ? (active) => void update.mutateAsync({ id: String(id), active }).catch(tellFailure(failed))
          : undefined
      }
    />
  );
}
