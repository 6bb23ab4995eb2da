import "dayjs/locale/de";
import "dayjs/locale/es";
import "dayjs/locale/fr";
import "dayjs/locale/pt";
import { Center, Loader } from "@mantine/core";
import { DatesProvider, type DayOfWeek } from "@mantine/dates";
import { createContext, type ReactNode, useContext } from "react";
import { getCurrentAccount } from "../../../src/domain/accounts/profile/operations.ts";
import { getMe } from "../../../src/domain/scheduling/me/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { bestLocale, ClockProvider, LocaleProvider, useLocale } from "../../shared/locale.ts";
import { useAsk } from "../parts/data.ts";
import { signInAddress } from "../parts/sign-in.tsx";
import { Failed } from "../parts/states.tsx";
import { useFirstDay } from "../parts/week.ts";

type Account = Answer<typeof getCurrentAccount>;
export type Session = Account & {
  business: NonNullable<Account["business"]>;
  /** Whether the person may do it: `customers:write`. */
  may(ability: string): boolean;
};

const SessionContext = createContext<Session | null>(null);

/** Who is signed in, and where. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("Only inside the dashboard");
  return session;
}

/** Everything inside knows who is signed in, speaks their language and reads clocks in the business's zone. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const account = useAsk(getCurrentAccount, {});
  const hasBusiness = account.data ? account.data.business !== null : false;
  const me = useAsk(getMe, hasBusiness ? {} : null);
  // Whoever was signed in may have something typed: they are told where it is shown, and are not led away.
  if (account.error && !account.data) {
    if (account.error.status === 401) return leaveFor(signInAddress());
    return <Failed error={account.error} again={() => void account.refetch()} />;
  }
  if (account.data && !account.data.business) return leaveFor("/account");
  if (!account.data || me.isPending) {
    return (
      <Center h="100dvh">
        <Loader />
      </Center>
    );
  }
  const { user, abilities, business } = account.data;
  const able = new Set(abilities);
  const locale = bestLocale([user.language, ...navigator.languages]);
  document.documentElement.lang = locale;
  const hour12 = me.data && me.data.timeFormat === 12;
  return (
    <SessionContext value={{ ...account.data, business: business!, may: (ability) => able.has(ability) }}>
      <LocaleProvider value={locale}>
        <ClockProvider value={{ timeZone: business!.timeZone, hour12, weekStart: me.data?.weekStart }}>
          <Dates>{children}</Dates>
        </ClockProvider>
      </LocaleProvider>
    </SessionContext>
  );
}

/** Calendars to choose a day from, in the reader's language and with their week. */
function Dates({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const firstDayOfWeek = useFirstDay() as DayOfWeek;
  return <DatesProvider settings={{ locale, firstDayOfWeek }}>{children}</DatesProvider>;
}

function leaveFor(address: string) {
  location.assign(address);
  return null;
}
