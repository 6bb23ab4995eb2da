import { Anchor } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { listCustomers } from "../../../src/domain/services/customers/operations.ts";
import { ApiError, call } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import type { Deed } from "../parts/data.ts";
import { texts } from "./texts.ts";

type Twin = { id: number; name: string; shares: "email" | "phone" };
type Ways = { email: string; phone: string };

/**
 * Asks before somebody becomes a second customer with an e-mail address or a phone number that another one has: families
 * share them, but mostly it is the same person. Saved once more it is done. `sayTwin` makes of the form's refusal what to
 * say then, with a link that turns to the other one.
 */
export function useTwin(turnTo: (twin: { id: number; name: string }) => void) {
  const text = useTexts(texts);
  const [twin, setTwin] = useState<Twin | null>(null);
  const [turned, setTurned] = useState(false);

  const asksFirst = (deed: Deed, ways: Ways): Deed => ({
    ...deed,
    send: async () => {
      const found = await twinOf(ways);
      setTwin(found);
      setTurned(false);
      if (found && found.id !== twin?.id) throw new ApiError(409, "KNOWN_CUSTOMER", text.saveTwin);
      await deed.send();
    },
  });

  function sayTwin(refusal: ReactNode): ReactNode {
    if (refusal !== text.saveTwin || !twin) return refusal;
    const [before, after] = (twin.shares === "phone" ? text.samePhone : text.sameEmail).split("{name}");
    const turn = () => {
      setTurned(true);
      turnTo(twin);
    };
    return turned ? null : (
      <>
        {before}
        <Anchor component="button" type="button" size="sm" onClick={turn}>
          {twin.name}
        </Anchor>
        {after} {text.saveTwin}
      </>
    );
  }
  return { asksFirst, sayTwin, twin };
}

async function twinOf({ email, phone }: Ways): Promise<Twin | null> {
  const sameEmail = await first(email, (one) => one.email?.toLowerCase() === email.trim().toLowerCase());
  if (sameEmail) return { ...sameEmail, shares: "email" };
  const samePhone = await first(phone, (one) => one.phone !== null && isSameNumber(one.phone, phone));
  return samePhone && { ...samePhone, shares: "phone" };
}

async function first(typed: string, fits: (one: { email: string | null; phone: string | null }) => boolean) {
  if (!typed.trim()) return null;
  const { items } = await call(listCustomers, { search: typed.trim(), limit: "100", sort: "createdAt" });
  const found = items.find(fits);
  return found ? { id: found.id, name: found.name } : null;
}

/** With its country's code or without it. */
function isSameNumber(one: string, other: string): boolean {
  const [a, b] = [one, other].map((number) => number.replace(/\D/g, "").replace(/^0+/, "")) as [string, string];
  return Math.min(a.length, b.length) >= 6 && (a.endsWith(b) || b.endsWith(a));
}
