import { Box, NavLink, Select } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { IconProps } from "@tabler/icons-react";
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import type { ComponentType, ReactNode } from "react";

export type Section = {
  /** Under /app; or the whole address of a page elsewhere (`elsewhere`). */
  to: string;
  label: string;
  icon: ComponentType<IconProps>;
  elsewhere?: boolean;
};

/** Pages that belong together: beside each other's list on a desktop, below a choice on a phone. */
export function Sections({ label, sections, children }: { label: string; sections: Section[]; children: ReactNode }) {
  const wide = useMediaQuery("(min-width: 62em)", true, { getInitialValueInEffect: false });
  return (
    <Box
      style={{
        display: "grid",
        gridTemplateColumns: wide ? "192px minmax(0, 1fr)" : "minmax(0, 1fr)",
        gap: wide ? 32 : 16,
      }}
    >
      {wide ? <SideList label={label} sections={sections} /> : <Choice label={label} sections={sections} />}
      <Box maw={880} miw={0}>
        {children}
      </Box>
    </Box>
  );
}

type Props = { label: string; sections: Section[] };

function SideList({ label, sections }: Props) {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <nav aria-label={label}>
      {sections.map(({ to, label, icon: Icon, elsewhere }) => {
        const here = path === to;
        const look = {
          label,
          leftSection: <Icon size={16} stroke={1.6} aria-hidden />,
          py: 6,
          style: { borderRadius: 6 },
        };
        return elsewhere ? (
          <NavLink key={to} {...look} href={to} target="_blank" rel="noreferrer" />
        ) : (
          <NavLink key={to} {...look} component={Link} to={to} active={here} aria-current={here ? "page" : undefined} />
        );
      })}
    </nav>
  );
}

function Choice({ label, sections }: Props) {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const navigate = useNavigate();
  const go = (to: string | null) => {
    const section = sections.find((one) => one.to === to);
    if (section?.elsewhere) window.open(section.to, "_blank", "noreferrer");
    else if (section) void navigate({ to: section.to });
  };
  return (
    <Select
      label={label}
      size="md"
      data={sections.map(({ to, label }) => ({ value: to, label }))}
      value={path}
      allowDeselect={false}
      onChange={go}
    />
  );
}
