import { ActionIcon, Button, Group, Paper, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { fill, useTexts } from "../../shared/locale.ts";
import { editorWords } from "./editor-texts.ts";
import type { TabProps } from "./fields.ts";
import { SetByTeam, useIsLocked } from "./locked.tsx";
import type { Location } from "./model.ts";
import { placeWords } from "./texts.ts";

type Kind = Location["type"];
const kinds = Object.keys(placeWords.en) as Kind[];
/** A place of a kind, with its own part still to be typed. */
const blank: Record<Kind, Location> = {
  inPerson: { type: "inPerson", address: "" },
  attendeeInPerson: { type: "attendeeInPerson" },
  phone: { type: "phone" },
  userPhone: { type: "userPhone", phone: "" },
  link: { type: "link", link: "" },
  "integrations:jitsi": { type: "integrations:jitsi" },
  "integrations:google:meet": { type: "integrations:google:meet" },
  "integrations:zoom": { type: "integrations:zoom" },
};

/** Where it takes place. */
export function Places({ form, readOnly: reading }: TabProps) {
  const text = useTexts(editorWords);
  const locked = useIsLocked("locations");
  const readOnly = reading || locked;
  const { locations } = form.values;
  const put = (index: number, location: Location) => form.setFieldValue("locations", locations.with(index, location));
  return (
    <>
      <Text c="dimmed">{text.placesText}</Text>
      {locked && <SetByTeam />}
      <Stack gap="sm">
        {locations.map((location, index) => (
          <Place
            key={index}
            number={index + 1}
            location={location}
            put={(changed) => put(index, changed)}
            remove={locations.length > 1 ? () => form.setFieldValue("locations", locations.toSpliced(index, 1)) : null}
            error={(part) => form.errors[`locations.${index}.${part}`] as string | undefined}
            readOnly={readOnly}
          />
        ))}
      </Stack>
      {!readOnly && (
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          style={{ alignSelf: "flex-start" }}
          onClick={() => form.setFieldValue("locations", [...locations, blank.inPerson])}
        >
          {text.addPlace}
        </Button>
      )}
    </>
  );
}

type PlaceProps = {
  number: number;
  location: Location;
  put: (location: Location) => void;
  remove: (() => void) | null;
  error: (part: string) => string | undefined;
  readOnly: boolean;
};

function Place({ number, location, put, remove, error, readOnly }: PlaceProps) {
  const text = useTexts(editorWords);
  const names = useTexts(placeWords);
  const label = fill(text.place, { count: number });
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <Select
            style={{ flex: 1 }}
            label={label}
            data={kinds.map((value) => ({ value, label: names[value] }))}
            value={location.type}
            error={error("type")}
            allowDeselect={false}
            readOnly={readOnly}
            onChange={(kind) => put(blank[kind as Kind])}
          />
          {remove && !readOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={fill(text.removePlace, { name: label })}
              onClick={remove}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
        <OwnPart location={location} put={put} error={error} readOnly={readOnly} />
        {(location.type === "integrations:google:meet" || location.type === "integrations:zoom") && (
          <Text size="sm" c="dimmed">
            {text.needsAccount}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function OwnPart({ location, put, error, readOnly }: Pick<PlaceProps, "location" | "put" | "error" | "readOnly">) {
  const text = useTexts(editorWords);
  if (location.type !== "inPerson" && location.type !== "userPhone" && location.type !== "link") return null;
  const shared = { required: true, readOnly };
  return (
    <>
      {location.type === "inPerson" && (
        <TextInput
          {...shared}
          label={text.address}
          value={location.address}
          error={error("address")}
          onChange={({ currentTarget }) => put({ ...location, address: currentTarget.value })}
        />
      )}
      {location.type === "userPhone" && (
        <TextInput
          {...shared}
          type="tel"
          label={text.phone}
          value={location.phone}
          error={error("phone")}
          onChange={({ currentTarget }) => put({ ...location, phone: currentTarget.value })}
        />
      )}
      {location.type === "link" && (
        <TextInput
          {...shared}
          type="url"
          label={text.meetingLink}
          value={location.link}
          error={error("link")}
          onChange={({ currentTarget }) => put({ ...location, link: currentTarget.value })}
        />
      )}
      <Switch
        label={text.showBefore}
        disabled={readOnly}
        checked={location.displayLocationPublicly ?? false}
        onChange={({ currentTarget }) => put({ ...location, displayLocationPublicly: currentTarget.checked })}
      />
    </>
  );
}
