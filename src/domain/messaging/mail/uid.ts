import { businessOfHandle } from "../../../platform/handles.ts";
import type { Secrets } from "../../../platform/secrets.ts";

// The UIDs of our calendar entries. RFC 7986 wants them unique in the world, and they stay through every change (SEMANTICS 17).
// Whoever knows a handle may cancel and move what it names, and an entry is read by guests, by those who share a calendar and
// by everybody who has a feed's address: so its UID tells the handle to this installation alone.

/** Never changes. */
const domain = "@schedly";

/** The UID of a booking's or appointment's entry, or of one's own seat in a session. */
export const entryUid = (secrets: Secrets, handle: string): string => `${secrets.disguise(handle)}${domain}`;

/** The handle that a UID stands for, or null where it is none of this installation. Entries from before tell it openly. */
export function handleOfEntry(secrets: Secrets, uid: string): string | null {
  if (!uid.endsWith(domain)) return null;
  const token = uid.slice(0, -domain.length);
  return businessOfHandle(token) === null ? secrets.reveal(token) : token;
}
