import { Fieldset, Group, Stack, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { getEventType } from "../../../src/domain/scheduling/event-types/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useAsk } from "../parts/data.ts";
import { editorWords } from "./editor-texts.ts";
import { type EventType, unlockableFields, type Values } from "./model.ts";

const lockable: string[] = [...unlockableFields, "metadata"];
const none: ReadonlySet<string> = new Set();

/**
 * The fields of a copy of a managed event type that its team has set for everybody; of any other event type none. Until the
 * team's is read it is all of them; where it may not be read, the server says it when it refuses.
 */
export function useLocked({ parentId }: Pick<EventType, "parentId">): ReadonlySet<string> {
  const { data, error } = useAsk(getEventType, parentId ? { id: String(parentId) } : null);
  return useMemo(() => {
    if (!parentId || error) return none;
    const unlocked: string[] = data?.unlockedFields ?? [];
    return new Set(lockable.filter((field) => !unlocked.includes(field)));
  }, [parentId, data, error]);
}

const Locked = createContext(none);
export const LockedFields = Locked.Provider;
export const useIsLocked = (field: keyof Values): boolean => useContext(Locked).has(field);

/** A field, or what belongs to it: to look at and no more, where the team has set it for everybody. */
export function Lockable({ field, children }: { field: keyof Values; children: ReactNode }) {
  if (!useIsLocked(field)) return children;
  return (
    <Fieldset variant="unstyled" className="locked" disabled>
      <Stack gap={4}>
        {children}
        <SetByTeam />
      </Stack>
    </Fieldset>
  );
}

export function SetByTeam() {
  const text = useTexts(editorWords);
  return (
    <Group gap={4} c="dimmed">
      <IconLock size={14} aria-hidden />
      <Text size="sm">{text.setByTeam}</Text>
    </Group>
  );
}
