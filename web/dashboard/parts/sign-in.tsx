import { Anchor } from "@mantine/core";
import { useTexts, wordTable } from "../../shared/locale.ts";

/** Where one signs in and comes back to what is open now. */
export const signInAddress = (): string =>
  `/sign-in?next=${encodeURIComponent(`${location.pathname}${location.search}${location.hash}`)}`;

/** The way on for somebody whose session has ended: a tab of its own, so that what is typed here stays. */
export function SignInAgain() {
  const text = useTexts(texts);
  return (
    <Anchor href={signInAddress()} target="_blank" rel="noreferrer" inherit>
      {text.signIn}
    </Anchor>
  );
}

const texts = wordTable({
  signIn: [
    "Sign in again in a new tab",
    "In einem neuen Tab wieder anmelden",
    "Iniciar sesión de nuevo en otra pestaña",
    "Se reconnecter dans un nouvel onglet",
    "Iniciar sessão de novo noutro separador",
  ],
});
