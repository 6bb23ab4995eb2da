// What the pages of a business are told while they are open: which nouns changed, and nothing of what they hold. So nobody
// learns here what they may not read; each page asks again for what it may.

/** The channel on which processes tell each other. The payload is `business:noun,noun`. */
export const liveChannel = "schedly_live";

export const tellLive = (businessId: number, nouns: string[]): string => `${businessId}:${nouns.join(",")}`;

export function readLive(payload: string): { businessId: number; nouns: string[] } {
  const [businessId, nouns] = payload.split(":") as [string, string];
  return { businessId: Number(businessId), nouns: nouns.split(",") };
}

/**
 * The nouns of the API that audit entries (`time_block`) and domain events (`appointment:12`) are about, each once.
 * A noun that the API does not have is in nobody's way: no page asks for it.
 */
export const nounsOf = (records: { subject: string }[]): string[] => [
  ...new Set(records.map(({ subject }) => nounOf(subject.split(":")[0]!))),
];

const irregular: Record<string, string> = {
  business: "businesses",
  category: "categories",
  company: "company",
  out_of_office: "out-of-office",
  product_category: "product-categories",
  waitlist_entry: "waitlist",
};
const nounOf = (subject: string) => irregular[subject] ?? `${subject.replaceAll("_", "-")}s`;
