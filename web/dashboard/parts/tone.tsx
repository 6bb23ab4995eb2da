import { Badge } from "@mantine/core";
import type { ReactNode } from "react";

export type Tone = "good" | "going" | "waiting" | "bad" | "off";

/** How something stands, by colour and by word. Mantine's light variants are too faint to read (4.5:1 is asked for). */
export function ToneBadge({
  tone,
  struck = false,
  children,
}: {
  tone: Tone;
  /** Nothing will come of it. */
  struck?: boolean;
  children: ReactNode;
}) {
  const [background, color] = looks[tone];
  return (
    <Badge
      tt="none"
      fw={500}
      style={{ background, color, flexShrink: 0, ...(struck ? { textDecoration: "line-through" } : {}) }}
    >
      {children}
    </Badge>
  );
}

const looks: Record<Tone, [background: string, color: string]> = {
  good: ["light-dark(#e3ede8, #24352d)", "light-dark(#35584a, #a9c9b9)"],
  going: ["light-dark(#dce4f7, #22305a)", "light-dark(#26428b, #b8c7ec)"],
  waiting: ["light-dark(#fff3bf, #3d3112)", "light-dark(#6b4300, #ffd76b)"],
  bad: ["light-dark(#ffe3e3, #4a1f22)", "light-dark(#a11212, #ffb3b3)"],
  off: ["light-dark(#eceef0, #33373b)", "light-dark(#565d64, #b6bcc2)"],
};
