import { ActionIcon, Group, Stack, Text } from "@mantine/core";
import { IconPencil, IconUserCheck, IconUserOff, IconX } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { ApiError } from "../../shared/api.ts";
import { fill, useTexts } from "../../shared/locale.ts";
import { FormEnd, useRecordForm } from "../parts/form.tsx";
import { AnswerFields, type Answers, changedAnswers, ToldAnswers, type useAsked } from "./answers.tsx";
import type { Appointment } from "./form.tsx";
import { texts } from "./texts.ts";

type Attendee = Appointment["attendees"][number];
type Asked = ReturnType<typeof useAsked>;

/** One seat of a group session: whose it is, what they answered, and what can be done about it. */
export function AttendeeRow({
  attendee,
  asked,
  mayWrite,
  turn,
  remove,
  answer,
}: {
  attendee: Attendee;
  asked: Asked;
  mayWrite: boolean;
  /** Says that they did not come, or takes it back; null where it is too early for that. */
  turn: (() => void) | null;
  remove: () => void;
  answer: (answers: Answers) => Promise<unknown>;
}) {
  const text = useTexts(texts);
  const [answering, setAnswering] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { name } = attendee;
  const missed = attendee.status === "no-show";
  const close = () => {
    setAnswering(false);
    opener.current?.focus();
  };
  return (
    <Stack gap={2}>
      <Group justify="space-between" wrap="nowrap">
        <Text truncate c={missed ? "red" : undefined} td={missed ? "line-through" : undefined}>
          {name}
        </Text>
        {mayWrite && (
          <Group gap={4} wrap="nowrap">
            {asked.length > 0 && (
              <ActionIcon
                ref={opener}
                variant="subtle"
                aria-label={fill(text.editAnswers, { name })}
                aria-expanded={answering}
                onClick={() => setAnswering(!answering)}
              >
                <IconPencil size={16} aria-hidden />
              </ActionIcon>
            )}
            {turn && (
              <ActionIcon
                variant="subtle"
                aria-label={fill(missed ? text.came : text.didNotCome, { name })}
                onClick={turn}
              >
                {missed ? <IconUserCheck size={16} aria-hidden /> : <IconUserOff size={16} aria-hidden />}
              </ActionIcon>
            )}
            <ActionIcon variant="subtle" color="red" aria-label={fill(text.remove, { name })} onClick={remove}>
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        )}
      </Group>
      {answering ? (
        <AnswersForm attendee={attendee} asked={asked} answer={answer} close={close} />
      ) : (
        <ToldAnswers answers={attendee.customFields} />
      )}
    </Stack>
  );
}

function AnswersForm({
  attendee,
  asked,
  answer,
  close,
}: {
  attendee: Attendee;
  asked: Asked;
  answer: (answers: Answers) => Promise<unknown>;
  close: () => void;
}) {
  const text = useTexts(texts);
  const { form, refusal, sending, onSubmit } = useRecordForm(
    { customFields: { ...attendee.customFields } as Answers },
    ({ customFields }) => ({
      // What may be answered is each business's own to say.
      asks: [],
      send: async () => {
        const { customFields: changed } = changedAnswers(asked, customFields, attendee.customFields);
        if (changed) await answer(changed).catch(refusalOfSeat);
      },
    }),
    { done: close },
  );
  return (
    <form onSubmit={onSubmit} noValidate aria-label={fill(text.editAnswers, { name: attendee.name })}>
      <Stack gap="sm">
        <AnswerFields
          asked={asked}
          answers={form.values.customFields}
          errors={form.errors}
          change={(customFields) => form.setFieldValue("customFields", customFields)}
        />
        <FormEnd form={form} refusal={refusal} sending={sending} cancel={close} />
      </Stack>
    </form>
  );
}

/** The server names the seat by its place in the list, which the form knows nothing of. */
function refusalOfSeat(error: unknown): never {
  if (!(error instanceof ApiError)) throw error;
  const details = error.details.map((one) => ({ ...one, field: one.field.replace(/^attendees\.\d+\./, "") }));
  throw new ApiError(error.status, error.code, error.message, details);
}
