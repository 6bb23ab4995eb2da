import { Alert, Button, Group } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { useBlocker } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { ApiError } from "../../shared/api.ts";
import { bestLocale, fill, locales, useTexts } from "../../shared/locale.ts";
import { sayFailure, problemsIn as sayIn, useProblems } from "../../shared/problems.ts";
import { words } from "./words.ts";

type Values = Record<string, unknown>;

/**
 * A form over an operation: what the operation's own schema refuses is shown beside the field that is meant, in the
 * reader's language, the first of them gets the focus, and what was typed stays whatever happens.
 *
 * `send` gets the values; what it throws is shown.
 */
export function useRecordForm<Form extends Values>(
  initialValues: Form,
  send: (values: Form) => Promise<unknown>,
  { done, quiet = false }: { done?: () => void /** Where the next step says that it worked. */; quiet?: boolean } = {},
) {
  const text = useTexts(words);
  const say = useProblems();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const form = useForm<Form>({ initialValues });

  async function submit(values: Form) {
    setRefusal(null);
    setSending(true);
    try {
      await send(values);
      form.resetDirty(values);
      if (!quiet) notifications.show({ message: text.saved, color: "teal" });
      done?.();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefusal(error.status === 412 ? text.changedByOthers : error.status === 0 ? text.offline : say.refusal(error));
      const beside = error.details.filter(({ field }) => field !== undefined && field.split(".")[0]! in values);
      form.setErrors(Object.fromEntries(beside.map(({ field, message }) => [field, say.field(message)])));
      focusFirstWrong();
    } finally {
      setSending(false);
    }
  }

  return { form, refusal, sending, onSubmit: form.onSubmit((values) => void submit(values)) };
}

/** Where the first thing is that wants to be looked at. */
function focusFirstWrong(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>("form [aria-invalid=true]")?.focus());
}

/** The end of a form: what was refused, and the buttons. */
export function FormEnd<Form extends Values>({
  form,
  refusal,
  sending,
  cancel,
  label,
  more,
}: {
  form: UseFormReturnType<Form>;
  refusal: string | null;
  sending: boolean;
  cancel?: (() => void) | undefined;
  label?: string;
  more?: ReactNode;
}) {
  const text = useTexts(words);
  useUnsavedGuard(form.isDirty() && !sending);
  return (
    <>
      {refusal && (
        <Alert color="red" role="alert" variant="light">
          {refusal}
        </Alert>
      )}
      <Group justify="flex-end" mt="md">
        {more}
        {cancel && (
          <Button variant="default" onClick={cancel}>
            {text.cancel}
          </Button>
        )}
        <Button type="submit" loading={sending}>
          {label ?? text.save}
        </Button>
      </Group>
    </>
  );
}

/** Leaving with changes asks. */
export function useUnsavedGuard(dirty: boolean) {
  const text = useTexts(words);
  useBlocker({
    shouldBlockFn: ({ current, next }) => {
      if (!dirty || sameRecord(current, next)) return false;
      return new Promise<boolean>((resolve) =>
        modals.openConfirmModal({
          title: text.leaveUnsaved,
          labels: { confirm: text.leave, cancel: text.stay },
          onConfirm: () => resolve(false),
          onCancel: () => resolve(true),
        }),
      );
    },
    enableBeforeUnload: dirty,
  });
}

/** Another tab of the page, or another filter beside it, leaves nothing. */
type Place = { pathname: string; search: unknown };
const sameRecord = (current: Place, next: Place) =>
  current.pathname === next.pathname && (current.search as { id?: string }).id === (next.search as { id?: string }).id;

/** Asks before something is gone for good. */
export function useConfirmDelete() {
  const text = useTexts(words);
  return (name: string, remove: () => Promise<unknown>) =>
    modals.openConfirmModal({
      title: fill(text.deleteForGood, { name }),
      children: text.noWayBack,
      labels: { confirm: text.delete, cancel: text.cancel },
      confirmProps: { color: "red" },
      onConfirm: () => void remove().catch(tellFailure(text.failed)),
    });
}

/** Tells a refusal in passing, for actions that have no form. */
export const tellFailure = (title: string) => (error: unknown) => {
  notifications.show({
    title,
    message: sayFailure(sayIn(locales.indexOf(bestLocale([document.documentElement.lang]))), error),
    color: "red",
    autoClose: 8000,
  });
};
