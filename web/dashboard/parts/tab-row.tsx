import { Box, Tabs } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";

/** The tabs of a page in one row, which scrolls on a phone; the one that is open is always in view. */
export function TabRow({ open, children }: { open: string; children: ReactNode }) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tab = row.current?.querySelector<HTMLElement>("[role=tab][aria-selected=true]");
    if (tab && row.current) row.current.scrollLeft = tab.offsetLeft - (row.current.clientWidth - tab.offsetWidth) / 2;
  }, [open]);
  return (
    <Box ref={row} style={{ overflowX: "auto", position: "relative" }}>
      <Tabs.List style={{ flexWrap: "nowrap", minWidth: "max-content" }}>{children}</Tabs.List>
    </Box>
  );
}
