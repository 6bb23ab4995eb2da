import { Alert, Button, Stack, Text } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTexts, wordTable } from "../../shared/locale.ts";
import { words } from "../parts/words.ts";

/** A page whose own file could not be fetched, because nothing could be. */
class Unreachable extends Error {}

/**
 * Fetches the file of a page. Where the server answers and the file alone is gone, another version was installed
 * meanwhile: the router then loads everything anew. It must not where there is no server: the browser's own error page
 * would take the place of the app.
 */
export const fetched =
  <Module,>(load: () => Promise<Module>) =>
  (): Promise<Module> =>
    load().catch(async (error: unknown) => {
      throw (await serverAnswers()) ? error : new Unreachable();
    });

const serverAnswers = () =>
  fetch("/app", { method: "HEAD", cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );

/** In place of a page that could not be shown. */
export function NotShown({ error }: ErrorComponentProps) {
  const text = useTexts(texts);
  const common = useTexts(words);
  const [asking, setAsking] = useState(false);
  const unreachable = error instanceof Unreachable;
  const again = async () => {
    setAsking(true);
    if (await serverAnswers()) location.reload();
    setAsking(false);
  };
  // The router remembers that a page failed, also one that it fetched ahead of time.
  useEffect(() => {
    if (unreachable) void again();
  }, [unreachable]);
  return (
    <Alert color="red" title={common.failed} role="alert" variant="light" my="md">
      <Stack gap="xs" align="flex-start">
        <Text>{unreachable ? text.unreachable : String(error)}</Text>
        <Button size="xs" variant="default" loading={asking} onClick={() => void again()}>
          {common.again}
        </Button>
      </Stack>
    </Alert>
  );
}

const texts = wordTable({
  unreachable: [
    "There is no connection to the server, so this page could not be loaded.",
    "Es gibt keine Verbindung zum Server, darum konnte diese Seite nicht geladen werden.",
    "No hay conexión con el servidor y no se ha podido cargar esta página.",
    "Pas de connexion au serveur : cette page n’a pas pu être chargée.",
    "Não há ligação ao servidor, por isso não foi possível carregar esta página.",
  ],
});
