export type Kind = "salon" | "clinic" | "tutor" | "sales" | "custom";

type Proposal = {
  days: number[];
  start: string;
  end: string;
  minutes: number;
  price: number;
  as: "service" | "eventType";
};
const weekdays = [1, 2, 3, 4, 5];

/** What each kind of business most likely wants; everything can be changed on the way. Prices in whole units. */
export const kinds: Record<Kind, Proposal> = {
  salon: { days: [2, 3, 4, 5, 6], start: "09:00", end: "18:00", minutes: 45, price: 45, as: "service" },
  clinic: { days: weekdays, start: "08:00", end: "17:00", minutes: 30, price: 80, as: "service" },
  tutor: { days: weekdays, start: "14:00", end: "20:00", minutes: 60, price: 0, as: "eventType" },
  sales: { days: weekdays, start: "09:00", end: "17:00", minutes: 30, price: 0, as: "eventType" },
  custom: { days: weekdays, start: "09:00", end: "17:00", minutes: 60, price: 0, as: "service" },
};

export const isKind = (text: string | undefined): text is Kind => text !== undefined && text in kinds;

/** Where it is remembered that somebody has been through, or does not want to. */
export const welcomeKey = (businessId: number) => `welcome.${businessId}`;
