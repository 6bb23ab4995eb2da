import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { IconAddressBook, IconKeyboard, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useState } from "react";
import { listCustomers } from "../../../src/domain/services/customers/operations.ts";
import { useTexts } from "../../shared/locale.ts";
import { useAsk } from "../parts/data.ts";
import { pages } from "./pages.ts";
import { useSession } from "./session.tsx";
import { texts } from "./texts.ts";

/** ⌘K: goes to any page, and finds customers by name. */
export function Palette({ help }: { help: () => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const [sought] = useDebouncedValue(query.trim(), 200);
  const customers = useAsk(
    listCustomers,
    sought.length >= 2 && may("customers:read") ? { search: sought, limit: "5" } : null,
  );
  const places: SpotlightActionData[] = pages.flatMap(({ path, nav }) =>
    nav && (!nav.needs || may(nav.needs))
      ? {
          id: path,
          label: text.nav[nav.label],
          leftSection: <nav.icon size={18} stroke={1.6} aria-hidden />,
          onClick: () => void navigate({ to: path }),
        }
      : [],
  );
  const actions: SpotlightActionData[] = [
    {
      id: "shortcuts",
      label: text.help,
      leftSection: <IconKeyboard size={18} stroke={1.6} aria-hidden />,
      onClick: help,
    },
  ];
  const people: SpotlightActionData[] =
    sought.length < 2
      ? []
      : (customers.data?.items ?? []).map(({ id, name, email, phone }) => ({
          id: `customer-${id}`,
          label: name,
          description: [email, phone].filter(Boolean).join(", "),
          // Found by the server, whichever of their fields matched.
          keywords: [sought],
          leftSection: <IconAddressBook size={18} stroke={1.6} aria-hidden />,
          onClick: () => void navigate({ to: "/customers", search: { id: String(id) } as never }),
        }));
  return (
    <Spotlight
      actions={[
        { group: text.find, actions: [...places, ...actions] },
        ...(people.length > 0 ? [{ group: text.nav.customers, actions: people }] : []),
      ]}
      query={query}
      onQueryChange={setQuery}
      nothingFound={text.nothingFound}
      shortcut={["mod + K", "/"]}
      highlightQuery
      scrollable
      maxHeight={420}
      attributes={{ content: { "aria-label": text.find } }}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: text.find,
        "aria-label": text.find,
        onKeyDown: chooseFirst,
      }}
    />
  );
}

/** Enter takes what fits best, unless something else was chosen with the arrows. */
function chooseFirst({ key, nativeEvent, currentTarget }: KeyboardEvent<HTMLInputElement>) {
  if (key !== "Enter" || nativeEvent.isComposing || !currentTarget.value.trim()) return;
  const found = currentTarget.closest("[role=dialog]");
  if (!found?.querySelector("[data-action][data-selected]"))
    found?.querySelector<HTMLElement>("[data-action]")?.click();
}
