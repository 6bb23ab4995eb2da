import { useState } from "react";

/**
 * A record as its form was filled from it. One that is read again meanwhile takes its place only while nothing is typed:
 * it must neither wipe out what was typed nor lend the form its version, or somebody else's change would be overwritten.
 * The form says by `setDirty` whether something is.
 */
export function useAsRead<Found extends { version: number } | null>(found: Found): [Found, (dirty: boolean) => void] {
  const [asRead, setAsRead] = useState(found);
  const [dirty, setDirty] = useState(false);
  if (!dirty && found?.version !== asRead?.version) setAsRead(found);
  return [asRead, setDirty];
}
