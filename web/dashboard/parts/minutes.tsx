import { Group, NumberInput, Select } from "@mantine/core";
import { type FocusEventHandler, type ReactNode, useState } from "react";
import { useTexts, wordTable } from "../../shared/locale.ts";

const units = { minutes: 1, hours: 60, days: 1440 } as const;
type Unit = keyof typeof units;
const unitOf = (minutes: number): Unit =>
  minutes > 0 && minutes % 1440 === 0 ? "days" : minutes > 0 && minutes % 60 === 0 ? "hours" : "minutes";

/** A length of time in the unit that says it shortest; `value` is in minutes. */
export function MinutesInput({
  label,
  description,
  value = 0,
  onChange,
  onBlur,
  error,
  readOnly,
}: {
  label: string;
  description?: string;
  value?: number;
  onChange: (minutes: number) => void;
  onBlur?: FocusEventHandler;
  error?: ReactNode;
  readOnly?: boolean;
}) {
  const text = useTexts(unitWords);
  const [unit, setUnit] = useState<Unit>(() => unitOf(value));
  return (
    <NumberInput
      label={label}
      description={description}
      error={error}
      readOnly={readOnly ?? false}
      min={0}
      allowDecimal={false}
      value={value / units[unit]}
      onChange={(typed) => onChange(Math.round(Number(typed) * units[unit]))}
      {...(onBlur ? { onBlur } : {})}
      rightSectionWidth={116}
      hideControls
      rightSection={
        <Group w="100%" pr={1}>
          <Select
            variant="unstyled"
            // Else it takes over the width that the field around it keeps for this.
            rightSectionWidth={28}
            aria-label={`${label}: ${text.unit}`}
            data={(Object.keys(units) as Unit[]).map((one) => ({ value: one, label: text[one] }))}
            value={unit}
            allowDeselect={false}
            readOnly={readOnly ?? false}
            onChange={(chosen) => {
              const next = chosen as Unit;
              onChange(Math.round((value / units[unit]) * units[next]));
              setUnit(next);
            }}
          />
        </Group>
      }
    />
  );
}

export const unitWords = wordTable({
  unit: ["unit", "Einheit", "unidad", "unité", "unidade"],
  minutes: ["minutes", "Minuten", "minutos", "minutes", "minutos"],
  hours: ["hours", "Stunden", "horas", "heures", "horas"],
  days: ["days", "Tage", "días", "jours", "dias"],
});
