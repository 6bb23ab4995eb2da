import { Anchor, Group, Stack, Switch, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { fill, useTexts } from "../../shared/locale.ts";
import { useAddress } from "../parts/address.ts";
import { texts } from "./texts.ts";

/** One line of the menu: what it is, its price at the end, and whether it is offered. */
export function MenuRow({
  id,
  name,
  color,
  about,
  price,
  active,
  switchLabel,
  toggle,
}: {
  id: number;
  name: string;
  color?: string | null;
  about?: ReactNode;
  price?: string;
  active?: boolean;
  /** What the switch says, where it is not about booking. */
  switchLabel?: string;
  /** Left out where one may not. */
  toggle?: ((active: boolean) => void) | undefined;
}) {
  const text = useTexts(texts);
  const [, setAddress] = useAddress();
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm" py={6} pr="xs" mih={52}>
      <Group gap="sm" wrap="nowrap" miw={0}>
        {color !== undefined && <span className="dot" style={{ background: color ?? "transparent" }} aria-hidden />}
        <Stack gap={0} miw={0}>
          <Anchor component="button" type="button" fw={600} ta="start" onClick={() => setAddress({ id: String(id) })}>
            {name}
          </Anchor>
          {about && (
            <Text size="sm" c="dimmed">
              {about}
            </Text>
          )}
        </Stack>
      </Group>
      <Group gap="sm" wrap="nowrap">
        {price !== undefined && (
          <Text className="figures" style={{ whiteSpace: "nowrap" }}>
            {price}
          </Text>
        )}
        {active !== undefined && (
          <Switch
            checked={active}
            disabled={!toggle}
            aria-label={switchLabel ?? fill(text.activeOf, { name })}
            onChange={({ currentTarget }) => toggle?.(currentTarget.checked)}
          />
        )}
      </Group>
    </Group>
  );
}
