import { Text } from "@mantine/core";
import { useTexts } from "../../shared/locale.ts";
import { QuestionsEditor } from "../parts/questions.tsx";
import type { QuestionType } from "../parts/questions-model.ts";
import { editorWords } from "./editor-texts.ts";
import type { TabProps } from "./fields.ts";
import { SetByTeam, useIsLocked } from "./locked.tsx";

// Name and e-mail have a type of their own, which only those two questions can have.
const types: QuestionType[] = [
  "text",
  "textarea",
  "select",
  "multiselect",
  "radio",
  "checkbox",
  "boolean",
  "number",
  "phone",
  "email",
  "address",
  "url",
  "multiemail",
];

export function Questions({ form, readOnly }: TabProps) {
  const text = useTexts(editorWords);
  const locked = useIsLocked("bookingFields");
  return (
    <>
      <Text c="dimmed">{text.questionsText}</Text>
      {locked && <SetByTeam />}
      <QuestionsEditor
        questions={form.values.bookingFields}
        onChange={(questions) => form.setFieldValue("bookingFields", questions)}
        types={types}
        errors={form.errors}
        path="bookingFields"
        system={["name", "email"]}
        readOnly={readOnly || locked}
      />
    </>
  );
}
