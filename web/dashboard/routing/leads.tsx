import { Select, Textarea, TextInput } from "@mantine/core";
import { listEventTypes } from "../../../src/domain/scheduling/event-types/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useAsk } from "../parts/data.ts";
import { PickOne } from "../parts/pick.tsx";
import type { Action } from "./model.ts";
import { texts } from "./texts.ts";

type Props = { action: Action; put: (action: Action) => void; errors: Record<string, string>; readOnly: boolean };
const kinds = ["eventType", "redirect", "message"] as const;

/** Where a route leads. */
export function Leads({ action, put, errors, readOnly }: Props) {
  const text = useTexts(texts);
  const eventTypes = useAsk(listEventTypes, { all: "true", limit: "200" });
  const items = (eventTypes.data?.items ?? []).map(({ id, title, owner, team }) => ({
    id,
    name: `${title} · ${team?.name ?? owner?.name ?? ""}`,
  }));
  const choose = (kind: string | null) => {
    if (kind === "redirect") put({ type: "redirect", url: "" });
    else if (kind === "message") put({ type: "message", message: null });
    else if (items[0]) put({ type: "eventType", eventTypeId: items[0].id });
  };
  return (
    <>
      <Select
        label={text.leads}
        maw={260}
        data={kinds.map((value) => ({ value, label: text[value] }))}
        value={action.type}
        allowDeselect={false}
        readOnly={readOnly}
        onChange={choose}
      />
      {action.type === "eventType" && (
        <PickOne
          required
          label={text.which}
          readOnly={readOnly}
          items={items}
          value={action.eventTypeId}
          error={errors["action.eventTypeId"]}
          onChange={(id) => id && put({ ...action, eventTypeId: id })}
        />
      )}
      {action.type === "redirect" && (
        <TextInput
          required
          type="url"
          label={text.url}
          readOnly={readOnly}
          value={action.url}
          error={errors["action.url"]}
          onChange={({ currentTarget }) => put({ ...action, url: currentTarget.value })}
        />
      )}
      {action.type === "message" && (
        <Textarea
          autosize
          minRows={2}
          label={text.words}
          description={text.wordsHint}
          readOnly={readOnly}
          value={action.message ?? ""}
          error={errors["action.message"]}
          onChange={({ currentTarget }) => put({ ...action, message: currentTarget.value })}
        />
      )}
    </>
  );
}
