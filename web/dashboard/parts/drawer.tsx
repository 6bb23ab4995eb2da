import { Drawer, type MantineSize } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Operation } from "../../../src/platform/operation.ts";
import type { Answer, Input } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { useAsk } from "./data.ts";
import { Failed, Waiting } from "./states.tsx";
import { words } from "./words.ts";

type Any = Operation<any, any, any>;
type Props<Op extends Any> = {
  /** The record's, "new" for one that is not there yet, null for none. */
  id: string | null;
  close: () => void;
  /** Reads the record by its id. */
  get: Op;
  titleOf: (record: Answer<Op>) => string;
  addTitle: string;
  size?: MantineSize | number;
  /** What a record has to be shown anew for when it changes, such as a draft that is issued. */
  phaseOf?: (record: Answer<Op>) => string;
  children: (record: Answer<Op> | null) => ReactNode;
};

/** One record beside its list, to read and to change. */
export function RecordDrawer<Op extends Any>({
  id,
  close,
  get,
  titleOf,
  addTitle,
  size = "md",
  phaseOf,
  children,
}: Props<Op>) {
  const text = useTexts(words);
  const known = id !== null && id !== "new";
  const found = useAsk(get, known ? ({ id } as Input<Op>) : null);
  // While the next one is fetched, the last one is still there.
  const record =
    known && String((found.data as { id?: number } | undefined)?.id) === id ? (found.data as Answer<Op>) : null;
  return (
    <Drawer
      opened={id !== null}
      onClose={close}
      position="right"
      size={size}
      title={known ? (record ? titleOf(record) : "…") : addTitle}
      closeButtonProps={{ "aria-label": text.close }}
      styles={{ title: { fontWeight: 600, overflowWrap: "anywhere" } }}
    >
      {known && found.error ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : known && !record ? (
        <Waiting />
      ) : (
        id !== null && (
          <AsRead key={`${id} ${record && phaseOf ? phaseOf(record) : ""}`} record={record}>
            {children}
          </AsRead>
        )
      )}
    </Drawer>
  );
}

/**
 * The record as it was when its form was opened. One that is read again meanwhile must not lend the form its version:
 * somebody else's change would be overwritten.
 */
function AsRead<Found>({ record, children }: { record: Found; children: (record: Found) => ReactNode }) {
  const [asRead] = useState(record);
  return children(asRead);
}
