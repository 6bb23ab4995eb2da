import {
  ActionIcon,
  AppShell,
  Burger,
  Button,
  Group,
  Menu,
  NavLink,
  ScrollArea,
  Text,
  UnstyledButton,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import {
  IconDeviceDesktop,
  IconExternalLink,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
  IconUser,
} from "@tabler/icons-react";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { Suspense, useEffect, useRef } from "react";
import { signOut } from "../../../src/domain/accounts/sign-in/operations.ts";
import { call } from "../../shared/api.ts";
import { useTexts } from "../../shared/locale.ts";
import { Waiting } from "../parts/states.tsx";
import { Live } from "./live.tsx";
import { Offline } from "./offline.tsx";
import { type PageEntry, pages } from "./pages.ts";
import { Palette } from "./palette.tsx";
import { useSession } from "./session.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import { texts, type Words } from "./texts.ts";

/** The frame of every page: a rail to go elsewhere, a search that finds anything, and the page. */
export function Shell() {
  const text = useTexts(texts);
  const [open, { toggle, close }] = useDisclosure(false);
  const [helping, help] = useDisclosure(false);
  const { business } = useSession();
  return (
    <AppShell
      layout="alt"
      header={{ height: 52 }}
      navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !open } }}
      padding="md"
      transitionDuration={120}
    >
      <a className="skip" href="#content">
        {text.skip}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Burger
            opened={open}
            onClick={toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={text.menu}
            aria-expanded={open}
          />
          <UnstyledButton onClick={spotlight.open} className="find" aria-label={`${text.find} Ctrl K`}>
            <IconSearch size={16} aria-hidden />
            <Text span size="sm" visibleFrom="xs">
              {text.find}
            </Text>
            <kbd aria-hidden>Ctrl K</kbd>
          </UnstyledButton>
          <AccountMenu help={help.open} />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={text.menu}>
        <AppShell.Section px="xs" py={10}>
          <Group justify="space-between" wrap="nowrap">
            <Text fw={600} truncate>
              {business.name}
            </Text>
            <Burger opened onClick={close} hiddenFrom="sm" size="sm" aria-label={text.menu} />
          </Group>
        </AppShell.Section>
        <AppShell.Section grow component={ScrollArea}>
          <Rail close={close} />
        </AppShell.Section>
        <AppShell.Section>
          <Button
            component="a"
            href={`/b/${business.subdomain}`}
            target="_blank"
            rel="noreferrer"
            variant="subtle"
            size="xs"
            fullWidth
            rightSection={<IconExternalLink size={14} aria-hidden />}
          >
            {text.bookingPage}
          </Button>
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
      <Palette help={help.open} />
      <Shortcuts opened={helping} open={help.open} close={help.close} />
      <Live />
      <Offline />
    </AppShell>
  );
}

function Rail({ close }: { close: () => void }) {
  const text = useTexts(texts);
  const { may } = useSession();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const shown = pages.filter((page): page is PageEntry & { nav: NonNullable<PageEntry["nav"]> } =>
    Boolean(page.nav && (!page.nav.needs || may(page.nav.needs))),
  );
  const groups = Map.groupBy(shown, ({ nav }) => nav.group);
  const current = useRef<HTMLAnchorElement>(null);
  useEffect(() => keepInSight(current.current), [path]);
  return [...groups].map(([group, entries]) => (
    <nav key={group} aria-label={text.groups[group as keyof Words["groups"]]}>
      <Text size="xs" c="dimmed" px="sm" pt="sm" pb={4}>
        {text.groups[group as keyof Words["groups"]]}
      </Text>
      {entries.map(({ path: to, nav }) => {
        const here = to === "/" ? path === "/" : path === to || path.startsWith(`${to}/`);
        return (
          <NavLink
            key={to}
            ref={here ? current : undefined}
            component={Link}
            to={to}
            onClick={close}
            active={here}
            aria-current={here ? "page" : undefined}
            label={text.nav[nav.label]}
            leftSection={<nav.icon size={18} stroke={1.6} aria-hidden />}
          />
        );
      })}
    </nav>
  ));
}

/** On a low screen the rail scrolls. Not scrollIntoView, after which Tab would go on from there. */
function keepInSight(link: HTMLElement | null): void {
  const view = link?.closest<HTMLElement>(".mantine-ScrollArea-viewport");
  if (!link || !view) return;
  const below = link.getBoundingClientRect().bottom - view.getBoundingClientRect().bottom;
  if (below > 0) view.scrollTop += below + view.clientHeight / 3;
}

function AccountMenu({ help }: { help: () => void }) {
  const text = useTexts(texts);
  const { user } = useSession();
  const { setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" radius="xl" aria-label={text.account}>
          <IconUser size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email}</Menu.Label>
        <Menu.Item component="a" href="/account" leftSection={<IconUser size={16} aria-hidden />}>
          {text.account}
        </Menu.Item>
        <Menu.Item onClick={help} leftSection={<IconKeyboard size={16} aria-hidden />}>
          {text.help}
        </Menu.Item>
        <Menu.Label>{text.theme}</Menu.Label>
        <Menu.Item onClick={() => setColorScheme("light")} leftSection={<IconSun size={16} aria-hidden />}>
          {text.light}
        </Menu.Item>
        <Menu.Item onClick={() => setColorScheme("dark")} leftSection={<IconMoon size={16} aria-hidden />}>
          {text.dark}
        </Menu.Item>
        <Menu.Item onClick={() => setColorScheme("auto")} leftSection={<IconDeviceDesktop size={16} aria-hidden />}>
          {text.auto}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => void call(signOut, {}).finally(() => location.assign("/sign-in"))}
        >
          {text.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
