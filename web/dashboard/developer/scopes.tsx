import { List } from "@mantine/core";
// Words alone, which pull nothing in: the same that the consent page uses, so that both say the same of a scope.
import { de } from "../../../src/http/pages/texts/apps/de.ts";
import { en } from "../../../src/http/pages/texts/apps/en.ts";
import { es } from "../../../src/http/pages/texts/apps/es.ts";
import { fr } from "../../../src/http/pages/texts/apps/fr.ts";
import { pt } from "../../../src/http/pages/texts/apps/pt.ts";
import { useTexts } from "../../shared/locale.ts";

const apps = { en, de, es, fr, pt };
export const useAppTexts = () => useTexts(apps);

/** What a scope allows, in words: `customers:write` → "Customers: see and change". */
export function useScopeWords(): (scope: string) => string {
  const { areas, consent } = useAppTexts();
  return (scope) => {
    const [area, what] = scope.split(":") as [keyof typeof areas, string];
    return `${areas[area] ?? area}: ${what === "write" ? consent.change : consent.see}`;
  };
}

export function ScopeList({ scopes }: { scopes: string[] }) {
  const say = useScopeWords();
  // Whoever may change may see: saying both would be noise.
  const shown = scopes.filter(
    (scope) => !scope.endsWith(":read") || !scopes.includes(scope.replace(":read", ":write")),
  );
  return (
    <List size="sm" spacing={2} mt={4}>
      {shown.map((scope) => (
        <List.Item key={scope}>{say(scope)}</List.Item>
      ))}
    </List>
  );
}
