import { Alert, Button, Group } from "@mantine/core";
import { type FormErrors, type UseFormReturnType, useForm } from "@mantine/form";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { useBlocker } from "@tanstack/react-router";
import { type FocusEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { ApiError, type Problem } from "../../shared/api.ts";
import { bestLocale, fill, locales, useTexts } from "../../shared/locale.ts";
import { sayFailure, problemsIn as sayIn, useProblems } from "../../shared/problems.ts";
import { type Deed, loadRules, problemsWith } from "./data.ts";
import { SignInAgain } from "./sign-in.tsx";
import { words } from "./words.ts";

type Values = Record<string, unknown>;

type Choices<Form> = {
  done?: () => void;
  /** Where the next step says that it worked. */
  quiet?: boolean;
  /** Opens what some of these fields, which are wrong, lie in. */
  reveal?: (places: string[]) => void;
  /** What the form calls a field of the operation, where that is something else. */
  nameOf?: (field: string, values: Form) => string;
};

/**
 * A form over an operation: what the operation's own schema refuses is shown beside the field that is meant, in the
 * reader's language, and what was typed stays whatever happens. A field is looked at when it is left, and everything
 * before it is sent: then the first thing that is wrong gets the focus, and nothing leaves.
 *
 * `deedOf` makes of the values what is sent, also of values that are incomplete. What sending throws is shown.
 */
export function useRecordForm<Form extends Values>(
  initialValues: Form,
  deedOf: (values: Form) => Deed,
  { done, quiet = false, nameOf = (field) => field, reveal }: Choices<Form> = {},
) {
  const text = useTexts(words);
  const say = useProblems();
  const [refusal, setRefusal] = useState<ReactNode>(null);
  const [sending, setSending] = useState(false);
  // Before the first field is left.
  useEffect(() => void loadRules(), []);
  const form: UseFormReturnType<Form> = useForm<Form>({
    initialValues,
    // Mantine forgets the error of the input that is typed in, not those within a list that is set as a whole.
    onValuesChange: (now, before) => form.setErrors((errors) => stillMeant(errors, now, before)),
    enhanceGetInputProps: ({ field }) => ({
      onBlur: ({ target }: FocusEvent<HTMLElement>) => void look(String(field), target),
    }),
  });

  const errorsOf = (problems: Problem[], values: Form) =>
    Object.fromEntries(
      problems
        .map(({ field = "", message }) => [placeOf(nameOf(field, values), values), say.field(message)] as const)
        .filter(([place]) => place.split(".")[0]! in values),
    );

  // The first that is wrong, as soon as it is marked: a tab may have to open before.
  const focusIn = useRef<Element | null>(null);
  useEffect(() => {
    const first = focusIn.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    if (!first) return;
    first.focus();
    focusIn.current = null;
  });

  async function look(place: string, input: HTMLElement) {
    focusIn.current = null;
    if (!form.isDirty(place)) return;
    await released();
    const problems = await problemsWith(deedOf(form.getValues()));
    const error = errorsOf(problems, form.getValues())[place];
    // Whoever is in the field again is still typing.
    if (error && document.activeElement !== input) form.setFieldError(place, error);
  }

  async function submit(values: Form, target: Element | null) {
    setRefusal(null);
    setSending(true);
    try {
      const deed = deedOf(values);
      const problems = await problemsWith(deed);
      if (problems.length > 0) throw new ApiError(422, "VALIDATION_ERROR", "Invalid request parameters", problems);
      await deed.send();
      form.resetDirty(values);
      if (!quiet) notifications.show({ message: text.saved, color: "teal" });
      done?.();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefusal(sayRefusal(error));
      const errors = errorsOf(error.details, values);
      form.setErrors(errors);
      reveal?.(Object.keys(errors));
      focusIn.current = target;
    } finally {
      setSending(false);
    }
  }

  function sayRefusal(error: ApiError): ReactNode {
    if (error.status === 412) return text.changedByOthers;
    if (error.status === 0) return text.notSent;
    if (error.status !== 401) return say.refusal(error);
    return (
      <>
        {text.signedOut} <SignInAgain />
      </>
    );
  }

  return {
    form,
    refusal,
    sending,
    onSubmit: form.onSubmit((values, event) => void submit(values, event?.currentTarget ?? null)),
  };
}

/** Where a form shows what is wrong with a field: a list of plain values, or a text that becomes one, is one input. */
function placeOf(field: string, values: Values): string {
  const parts = field.split(".");
  let value: unknown = values;
  const depth = parts.findIndex((part) => {
    if (isOneInput(value)) return true;
    value = (value as Values | null | undefined)?.[part];
    return false;
  });
  return (depth < 0 ? parts : parts.slice(0, depth)).join(".");
}
/**
 * The errors of what was not changed since: a question that is corrected or taken away takes its error along, or the
 * one that moves up into its place would be blamed.
 */
const stillMeant = (errors: FormErrors, now: Values, before: Values): FormErrors =>
  Object.fromEntries(Object.entries(errors).filter(([place]) => readAt(now, place) === readAt(before, place)));

/** What is at a place, as text to compare; where it has no value of its own, what it is part of. */
function readAt(values: Values, place: string): string | undefined {
  let value: unknown = values;
  for (const part of place.split(".")) {
    if (typeof value !== "object" || value === null || !(part in value)) break;
    value = (value as Values)[part];
  }
  return JSON.stringify(value);
}

const isOneInput = (value: unknown): boolean =>
  typeof value === "string" ||
  (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one !== "object"));

/** Once nothing is pressed: what appears before that moves a button from under the pointer, and its click is lost. */
const released = () =>
  new Promise<void>((resolve) => {
    const soon = () => void setTimeout(resolve);
    if (document.querySelector(":active")) addEventListener("pointerup", soon, { once: true });
    else soon();
  });

/** The end of a form: what was refused, and the buttons. */
export function FormEnd<Form extends Values>({
  form,
  refusal,
  sending,
  cancel,
  label,
  deletion,
  more,
}: {
  form: UseFormReturnType<Form>;
  refusal: ReactNode;
  sending: boolean;
  cancel?: (() => void) | undefined;
  label?: string;
  /** How the record is taken away, which is asked before, and where one is then: as after `cancel`, if left out. */
  deletion?: { name: string; run: () => Promise<unknown>; leave?: () => void } | null;
  more?: ReactNode;
}) {
  const text = useTexts(words);
  const confirmDelete = useConfirmDelete();
  // What was typed of it is gone with it.
  const gone = useRef(false);
  useUnsavedGuard(form.isDirty() && !sending, gone);
  const remove = ({ name, run, leave = cancel }: NonNullable<typeof deletion>) =>
    confirmDelete(name, async () => {
      await run();
      gone.current = true;
      leave?.();
    });
  return (
    <>
      {refusal && (
        <Alert color="red" role="alert" variant="light">
          {refusal}
        </Alert>
      )}
      <Group justify="flex-end" mt="md">
        {deletion && (
          <Button variant="subtle" color="red" mr="auto" onClick={() => remove(deletion)}>
            {text.delete}
          </Button>
        )}
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

/** Leaving with changes asks, unless what was changed is gone. */
function useUnsavedGuard(dirty: boolean, gone: RefObject<boolean>) {
  const text = useTexts(words);
  useBlocker({
    shouldBlockFn: ({ current, next }) => {
      if (!dirty || gone.current || sameRecord(current, next)) return false;
      return new Promise<boolean>((resolve) =>
        modals.openConfirmModal({
          title: text.leaveUnsaved,
          labels: { confirm: text.leave, cancel: text.stay },
          onConfirm: () => resolve(false),
          // However else it is closed: with its button, its cross or Escape.
          onClose: () => resolve(true),
        }),
      );
    },
    enableBeforeUnload: dirty,
  });
}

/** Another tab of the page, or another filter beside it, leaves nothing. */
type Place = { pathname: string; search: unknown };
const sameRecord = (current: Place, next: Place) =>
  current.pathname === next.pathname && recordIn(current) === recordIn(next);
const recordIn = ({ search }: Place) => {
  const { id, uid, entry, mail, language } = search as Record<string, string | undefined>;
  return [id ?? uid ?? entry, mail, language].join();
};

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
