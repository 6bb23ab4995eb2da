import { Anchor, Badge, Drawer, List, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { listResponses } from "../../../src/domain/routing/forms/operations.ts";
import type { ItemOf } from "../../shared/api.ts";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { useAddress } from "../parts/address.ts";
import { useList } from "../parts/data.ts";
import { DayInput } from "../parts/day.tsx";
import { isDay } from "../parts/days.ts";
import { type Column, RecordList } from "../parts/list.tsx";
import { words } from "../parts/words.ts";
import type { Form } from "./model.ts";
import { texts } from "./texts.ts";

type Response = ItemOf<typeof listResponses>;
const said = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(String).join(", ")
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);

/** What visitors answered, and where that led them. */
export function Responses({ form }: { form: Form }) {
  const text = useTexts(texts);
  const say = useSay();
  const [{ q, route, from, to, response }, setAddress] = useAddress();
  const list = useList(listResponses, { formId: String(form.id), q, routeId: route, from, to, limit: "50" });
  const nameOf = ({ routeId, routeName }: Response) => routeName ?? nameOfRoute(form, routeId, text);
  const columns: Column<Response>[] = [
    {
      accessor: "createdAt",
      title: text.when,
      render: (one) => (
        <Anchor component="button" type="button" ta="left" onClick={() => setAddress({ response: one.uid })}>
          {say.dateTime(one.createdAt)}
        </Anchor>
      ),
    },
    {
      accessor: "answers",
      title: text.answers,
      visibleMediaQuery: "(min-width: 48em)",
      render: ({ answers }) => (
        <Text lineClamp={2}>
          {Object.values(answers)
            .map(({ value }) => said(value))
            .join(" · ")}
        </Text>
      ),
    },
    { accessor: "routeName", title: text.taken, render: nameOf },
    {
      accessor: "bookingUid",
      title: text.booked,
      visibleMediaQuery: "(min-width: 40em)",
      render: ({ bookingUid }) =>
        bookingUid && (
          <Badge variant="light" color="teal" tt="none">
            {text.booked}
          </Badge>
        ),
    },
  ];
  return (
    <>
      <RecordList
        name="routing-responses"
        list={list}
        columns={columns}
        nameOf={({ createdAt }) => say.dateTime(createdAt)}
        open={({ uid }) => setAddress({ response: uid })}
        searchable={false}
        filteredBy={["q", "route", "from", "to"]}
        filters={<Filters form={form} />}
        empty={{ title: text.noResponses, text: text.noResponsesText }}
      />
      <OneResponse
        response={list.items.find(({ uid }) => uid === response) ?? null}
        form={form}
        close={() => setAddress({ response: undefined })}
      />
    </>
  );
}

const nameOfRoute = ({ routes }: Form, routeId: string, text: { fallback: string; route: string }) => {
  const index = routes.findIndex(({ id }) => id === routeId);
  return routes[index]?.isFallback ? text.fallback : fill(text.route, { count: index + 1 });
};

function Filters({ form }: { form: Form }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const [{ q = "", route, from, to }, setAddress] = useAddress();
  const [typed, setTyped] = useState(q);
  const [settled] = useDebouncedValue(typed, 250);
  useEffect(() => {
    if (settled !== q) setAddress({ q: settled || undefined });
    // Only what was typed moves the address; the address going back must not be typed over.
  }, [settled]);
  const day = (field: "from" | "to", value: string | undefined) => ({
    value: value ?? null,
    clearable: true,
    clearButtonProps: { "aria-label": common.clearFilters },
    w: 150,
    onChange: (chosen: string | null) => setAddress({ [field]: isDay(chosen) ? chosen : undefined }),
  });
  return (
    <>
      <TextInput
        type="search"
        aria-label={common.search}
        placeholder={common.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        w={{ base: "100%", xs: 200 }}
      />
      <Select
        aria-label={text.taken}
        w={180}
        data={[
          { value: "", label: text.allRoutes },
          ...form.routes.map(({ id, name }) => ({ value: id, label: name ?? nameOfRoute(form, id, text) })),
        ]}
        value={route ?? ""}
        allowDeselect={false}
        onChange={(chosen) => setAddress({ route: chosen || undefined })}
      />
      <DayInput {...day("from", from)} aria-label={text.from} placeholder={text.from} />
      <DayInput {...day("to", to)} aria-label={text.to} placeholder={text.to} />
    </>
  );
}

/** One response: every answer, and why it led where it did. */
function OneResponse({ response, form, close }: { response: Response | null; form: Form; close: () => void }) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const say = useSay();
  return (
    <Drawer
      opened={response !== null}
      onClose={close}
      position="right"
      title={response ? say.dateTime(response.createdAt) : text.response}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {response && (
        <Stack gap="md">
          {Object.entries(response.answers).map(([name, { label, value }]) => (
            <div key={name}>
              <Text size="sm" c="dimmed">
                {label}
              </Text>
              <Text style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{said(value)}</Text>
            </div>
          ))}
          <Title order={2}>{text.why}</Title>
          <List spacing="xs">
            {response.steps.map(({ routeId, name, reason }) => (
              <List.Item key={routeId}>
                <Text span fw={600}>
                  {name ?? nameOfRoute(form, routeId, text)}
                </Text>
                {`: ${reason}`}
              </List.Item>
            ))}
          </List>
          {Object.entries(response.metadata).map(([name, value]) => (
            <Text key={name} size="sm" c="dimmed">{`${name}: ${value}`}</Text>
          ))}
          {response.bookingUid && (
            <Anchor component={Link} to={`/bookings?search=${response.bookingUid}`}>
              {text.booked}
            </Anchor>
          )}
        </Stack>
      )}
    </Drawer>
  );
}
