import { Kbd, Modal, Stack, Table, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTexts } from "../../shared/locale.ts";
import { words } from "../parts/words.ts";
import { useSession } from "./session.tsx";
import { shortcutTexts } from "./shortcuts-texts.ts";
import { texts, type Words } from "./texts.ts";

type Nav = keyof Words["nav"];
/** After G: where each letter leads, and what one must be able to see for it. */
const places: Record<string, { to: string; label: Nav; needs?: string }> = {
  h: { to: "/", label: "home" },
  c: { to: "/calendar", label: "calendar", needs: "appointments:read" },
  a: { to: "/appointments", label: "appointments", needs: "appointments:read" },
  b: { to: "/bookings", label: "bookings", needs: "bookings:read" },
  k: { to: "/customers", label: "customers", needs: "customers:read" },
  w: { to: "/waitlist", label: "waitlist", needs: "waitlist:read" },
  s: { to: "/services", label: "services", needs: "services:read" },
  e: { to: "/event-types", label: "eventTypes", needs: "event-types:read" },
  t: { to: "/staff", label: "staff", needs: "staff:read" },
  i: { to: "/insights", label: "insights", needs: "insights:read" },
  o: { to: "/settings", label: "settings" },
};
/** How long the letter after G may take. */
const patience = 1500;

/** Keys that work on every page, and the sheet that lists them. Never while somebody types, or in front of a dialog. */
export function Shortcuts({ opened, open, close }: { opened: boolean; open: () => void; close: () => void }) {
  const navigate = useNavigate();
  const { may } = useSession();
  const wentAt = useRef(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isBusy(event.target)) return;
      const key = event.key.toLowerCase();
      const place = Date.now() - wentAt.current < patience ? places[key] : undefined;
      wentAt.current = key === "g" ? Date.now() : 0;
      if (place && (!place.needs || may(place.needs))) void navigate({ to: place.to });
      else if (event.key === "?") open();
      else if (key === "n" && may("appointments:write"))
        void navigate({ to: "/appointments", search: { id: "new" } as never });
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [navigate, may, open]);
  return <Sheet opened={opened} close={close} />;
}

function isBusy(target: EventTarget | null): boolean {
  const typing = target instanceof Element && target.closest("input, textarea, select, [contenteditable=true]");
  return Boolean(typing) || document.querySelector("[role=dialog]") !== null;
}

function Sheet({ opened, close }: { opened: boolean; close: () => void }) {
  const text = useTexts(shortcutTexts);
  const { nav, help } = useTexts(texts);
  const common = useTexts(words);
  const { may } = useSession();
  const goes = Object.entries(places).filter(([, { needs }]) => !needs || may(needs));
  return (
    <Modal opened={opened} onClose={close} title={help} size="lg" closeButtonProps={{ "aria-label": common.close }}>
      <Stack gap="lg">
        <Keys
          title={text.everywhere}
          keys={[
            [["Ctrl", "K"], text.find],
            [["/"], text.find],
            ...(may("appointments:write") ? [[["N"], text.newAppointment] satisfies Line] : []),
            [["?"], help],
            [["Esc"], text.close],
          ]}
        />
        <Keys title={text.go} keys={goes.map(([key, { label }]) => [["G", key.toUpperCase()], nav[label]])} />
        {may("appointments:read") && (
          <Keys
            title={nav.calendar}
            keys={[
              [["↑", "↓"], text.earlier],
              [["←", "→"], text.otherColumn],
              [["Shift", "↓"], text.longer],
              [["Enter"], text.drop],
              [["Esc"], text.putBack],
            ]}
          />
        )}
      </Stack>
    </Modal>
  );
}

type Line = [keys: string[], does: string];
const Keys = ({ title, keys }: { title: string; keys: Line[] }) => (
  <section>
    <Text fw={600} mb={4}>
      {title}
    </Text>
    <Table>
      <Table.Tbody>
        {keys.map(([presses, does]) => (
          <Table.Tr key={presses.join() + does}>
            <Table.Td w={150}>
              {presses.map((key) => (
                <Kbd key={key} mr={4}>
                  {key}
                </Kbd>
              ))}
            </Table.Td>
            <Table.Td>{does}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </section>
);
