import { useWindowEvent } from "@mantine/hooks";
import { useModals } from "@mantine/modals";

/**
 * Escape answers the question on top alone. Every drawer listens for the key too, so this has to be mounted before any of
 * them: then it hears it first.
 */
export function EscapeOnTop() {
  const { modals, closeModal } = useModals();
  useWindowEvent(
    "keydown",
    (event) => {
      const top = modals.at(-1);
      if (!top || event.key !== "Escape" || event.isComposing) return;
      // A list that is open in the question closes first; it marks its field so.
      if ((event.target as Element | null)?.getAttribute?.("data-mantine-stop-propagation") === "true") return;
      event.stopImmediatePropagation();
      closeModal(top.id);
    },
    { capture: true },
  );
  return null;
}
