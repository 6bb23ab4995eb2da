import type { UseFormReturnType } from "@mantine/form";
import type { EventType, Values } from "./model.ts";

export type EditorForm = UseFormReturnType<Values>;
/** What each tab of the editor works on. */
export type TabProps = { form: EditorForm; eventType: EventType; readOnly: boolean };
