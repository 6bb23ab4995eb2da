import { ActionIcon, Button, Group, Paper, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { fill, useTexts } from "../../shared/locale.ts";
import { problemsAt } from "../parts/questions.tsx";
import type { Question } from "../parts/questions-model.ts";
import { Sortable } from "../parts/sortable.tsx";
import { Leads } from "./leads.tsx";
import { blankRoute, blankRule, type Route, type Values } from "./model.ts";
import { RuleRow } from "./rule.tsx";
import { texts } from "./texts.ts";

/** Where answers lead: routes tried from the top, and one for everybody else. */
export function Routes({ form, readOnly }: { form: UseFormReturnType<Values>; readOnly: boolean }) {
  const text = useTexts(texts);
  const { routes, fallback, fields } = form.values;
  const set = (changed: Route[]) => form.setFieldValue("routes", changed);
  const nameOf = (route: Route) => route.name || fill(text.route, { count: routes.indexOf(route) + 1 });
  const add = () =>
    set([
      ...routes,
      { ...blankRoute({ type: "message", message: null }), rules: fields[0] ? [blankRule(fields[0])] : [] },
    ]);
  return (
    <Stack gap="sm">
      <Text c="dimmed">{text.routesText}</Text>
      <Sortable items={routes} keyOf={({ key }) => key} nameOf={nameOf} move={set} disabled={readOnly}>
        {(route, index) => (
          <RouteFields
            route={route}
            label={nameOf(route)}
            questions={fields}
            put={(changes) => set(routes.with(index, { ...route, ...changes }))}
            remove={() => set(routes.toSpliced(index, 1))}
            errors={problemsAt(form.errors, `routes.${index}.`)}
            readOnly={readOnly}
          />
        )}
      </Sortable>
      {!readOnly &&
        (fields.length > 0 ? (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={add}
            style={{ alignSelf: "flex-start" }}
          >
            {text.addRoute}
          </Button>
        ) : (
          <Text>{text.needsQuestion}</Text>
        ))}
      <Paper withBorder p="sm" component="section" aria-label={text.fallback}>
        <Stack gap="sm">
          <Title order={2}>{text.fallback}</Title>
          <Leads
            action={fallback.action}
            errors={problemsAt(form.errors, `routes.${routes.length}.`)}
            readOnly={readOnly}
            put={(action) => form.setFieldValue("fallback", { ...fallback, action })}
          />
        </Stack>
      </Paper>
    </Stack>
  );
}

type RouteProps = {
  route: Route;
  label: string;
  questions: Question[];
  put: (changes: Partial<Route>) => void;
  remove: () => void;
  errors: Record<string, string>;
  readOnly: boolean;
};

function RouteFields({ route, label, questions, put, remove, errors, readOnly }: RouteProps) {
  const text = useTexts(texts);
  const wrong = errors.conditions ?? errors["conditions.rules"];
  return (
    <Paper withBorder p="sm" component="section" aria-label={label}>
      <Stack gap="sm">
        <Group align="flex-end" wrap="nowrap" gap="xs">
          <TextInput
            style={{ flex: 1 }}
            label={text.routeName}
            placeholder={label}
            value={route.name}
            readOnly={readOnly}
            onChange={({ currentTarget }) => put({ name: currentTarget.value })}
          />
          {!readOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={fill(text.removeRoute, { name: label })}
              onClick={remove}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
        <Select
          label={text.match}
          maw={260}
          data={(["all", "any"] as const).map((value) => ({ value, label: text[value] }))}
          value={route.match}
          allowDeselect={false}
          readOnly={readOnly}
          onChange={(match) => put({ match: match as Route["match"] })}
        />
        {route.rules.map((rule, index) => (
          <RuleRow
            key={rule.key}
            rule={rule}
            number={index + 1}
            questions={questions}
            put={(changes) => put({ rules: route.rules.with(index, { ...rule, ...changes }) })}
            remove={route.rules.length > 1 ? () => put({ rules: route.rules.toSpliced(index, 1) }) : null}
            errors={problemsAt(errors, `conditions.rules.${index}.`)}
            readOnly={readOnly}
          />
        ))}
        {wrong && (
          <Text c="var(--mantine-color-error)" size="sm" role="alert">
            {wrong}
          </Text>
        )}
        {!readOnly && questions[0] && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => put({ rules: [...route.rules, blankRule(questions[0]!)] })}
            style={{ alignSelf: "flex-start" }}
          >
            {text.addRule}
          </Button>
        )}
        <Leads action={route.action} errors={errors} readOnly={readOnly} put={(action) => put({ action })} />
      </Stack>
    </Paper>
  );
}
