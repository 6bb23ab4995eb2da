import { ActionIcon, Alert, Button, Group, Paper, Select, Stack, Switch, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { fill, useLocale, useTexts } from "../../shared/locale.ts";
import { Fold, Section } from "../parts/fold.tsx";
import { problemsAt } from "../parts/questions.tsx";
import { SecretInput } from "../parts/secret.tsx";
import { Sortable } from "../parts/sortable.tsx";
import { type Action, actions, isEmail, kindOf, newStep, type Step } from "./model.ts";
import { actionWords, texts } from "./texts.ts";
import type { Part } from "./when.tsx";
import { Wordings } from "./wordings.tsx";

/** What a workflow does, one thing after the other. */
export function Steps({ form, readOnly, hasSecret }: Part & { hasSecret: boolean }) {
  const text = useTexts(texts);
  const locale = useLocale();
  const { steps, trigger } = form.values;
  const set = (changed: Step[]) => form.setFieldValue("steps", changed);
  return (
    <Section title={text.steps}>
      <Sortable
        items={steps}
        keyOf={({ key }) => key}
        nameOf={(step) => fill(text.step, { count: steps.indexOf(step) + 1 })}
        move={set}
        disabled={readOnly}
      >
        {(step, index) => (
          <StepFields
            step={step}
            number={index + 1}
            put={(changed) => set(steps.with(index, { ...step, ...changed }))}
            remove={steps.length > 1 ? () => set(steps.toSpliced(index, 1)) : null}
            errors={problemsAt(form.errors, `steps.${index}.`)}
            ofForm={kindOf(trigger) === "form"}
            readOnly={readOnly}
          />
        )}
      </Sortable>
      {!readOnly && steps.length < 10 && (
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          style={{ alignSelf: "flex-start" }}
          onClick={() => set([...steps, newStep(locale, { subject: text.firstSubject, body: text.firstBody })])}
        >
          {text.addStep}
        </Button>
      )}
      {steps.some(({ action }) => action === "webhook") && (
        <SecretInput
          label={text.secret}
          description={hasSecret ? text.secretKept : undefined}
          autoComplete="new-password"
          readOnly={readOnly}
          {...form.getInputProps("secret")}
        />
      )}
    </Section>
  );
}

export type StepProps = {
  step: Step;
  number: number;
  put: (changes: Partial<Step>) => void;
  remove: (() => void) | null;
  errors: Record<string, string>;
  ofForm: boolean;
  readOnly: boolean;
};

function StepFields(props: StepProps) {
  const { step, number, put, remove, errors, ofForm, readOnly } = props;
  const text = useTexts(texts);
  const names = useTexts(actionWords);
  // A form has no host.
  const able = actions.filter((one) => !ofForm || one !== "email_host" || one === step.action);
  return (
    <Paper withBorder p="sm" component="section" aria-label={fill(text.step, { count: number })}>
      <Stack gap="sm">
        <Group align="flex-end" wrap="nowrap" gap="xs">
          <Select
            style={{ flex: 1 }}
            label={`${number}. ${text.action}`}
            data={able.map((value) => ({ value, label: names[value] }))}
            value={step.action}
            error={errors.action}
            allowDeselect={false}
            readOnly={readOnly}
            onChange={(chosen) => put({ action: chosen as Action })}
          />
          {remove && !readOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={fill(text.removeStep, { count: number })}
              onClick={remove}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
        <Target {...props} />
        {step.action !== "webhook" && <Wordings {...props} />}
        {isEmail(step.action) && !ofForm && (
          <Switch
            label={text.calendarFile}
            disabled={readOnly}
            checked={step.includeCalendarEvent}
            onChange={({ currentTarget }) => put({ includeCalendarEvent: currentTarget.checked })}
          />
        )}
        {errors.texts && (
          <Alert color="red" variant="light" role="alert">
            {errors.texts}
          </Alert>
        )}
        {step.action !== "webhook" && (
          <Fold label={text.more} open={Boolean(errors.senderName ?? errors.defaultLanguage)}>
            <TextInput
              label={text.sender}
              description={text.senderHint}
              value={step.senderName}
              error={errors.senderName}
              readOnly={readOnly}
              onChange={({ currentTarget }) => put({ senderName: currentTarget.value })}
            />
            <Select
              label={text.defaultLanguage}
              data={Object.keys(step.texts)}
              value={step.defaultLanguage}
              error={errors.defaultLanguage}
              allowDeselect={false}
              readOnly={readOnly}
              onChange={(chosen) => put({ defaultLanguage: chosen! })}
            />
          </Fold>
        )}
      </Stack>
    </Paper>
  );
}

/** To whom or where, for actions that do not say so themselves. */
function Target({ step, put, errors, readOnly }: StepProps) {
  const text = useTexts(texts);
  const shared = { required: true, readOnly, autoComplete: "off" };
  if (step.action === "webhook")
    return (
      <TextInput
        {...shared}
        type="url"
        label={text.url}
        value={step.url}
        error={errors.url}
        onChange={({ currentTarget }) => put({ url: currentTarget.value })}
      />
    );
  const recipient = {
    ...shared,
    value: step.recipient,
    error: errors.recipient,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => put({ recipient: currentTarget.value }),
  };
  if (step.action === "email_address") return <TextInput {...recipient} type="email" label={text.recipientMail} />;
  if (step.action === "sms_number") return <TextInput {...recipient} type="tel" label={text.recipientPhone} />;
  return null;
}
