import { Card, Group, Skeleton, Text } from "@mantine/core";
import { IconArrowDownRight, IconArrowUpRight } from "@tabler/icons-react";
import { fill, useSay, useTexts } from "../../shared/locale.ts";
import { texts } from "./texts.ts";

/** One number with what it means, and how it was before. */
export function Figure({
  label,
  value,
  hint,
  change,
}: {
  label: string;
  /** undefined while it is asked for. */
  value: string | undefined;
  hint?: string | undefined;
  change?: { now: number; before: number } | undefined;
}) {
  return (
    <Card withBorder padding="sm" miw={0}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      {value === undefined ? (
        <Skeleton h={28} w={72} my={2} />
      ) : (
        <Text fz={22} fw={600} lh={1.4} className="figures">
          {value}
        </Text>
      )}
      {change && <Change {...change} />}
      {hint && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
    </Card>
  );
}

function Change({ now, before }: { now: number; before: number }) {
  const text = useTexts(texts);
  const say = useSay();
  if (before === 0)
    return (
      <Text size="sm" c="dimmed">
        {text.noneBefore}
      </Text>
    );
  const share = (now - before) / before;
  const Icon = share < 0 ? IconArrowDownRight : IconArrowUpRight;
  return (
    <Group gap={4} wrap="nowrap">
      {share !== 0 && <Icon size={14} aria-hidden />}
      <Text size="sm" c="dimmed">
        {share === 0 ? text.same : fill(share > 0 ? text.up : text.down, { share: say.percent(Math.abs(share)) })}
      </Text>
    </Group>
  );
}
