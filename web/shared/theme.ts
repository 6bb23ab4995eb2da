import { createTheme, DEFAULT_THEME, type MantineColorsTuple } from "@mantine/core";

/** One accent, neutral greys around it. Readable on white and on the dark ground at 4.5:1 and more. */
const accent: MantineColorsTuple = [
  "#eef3ff",
  "#dce4f7",
  "#b8c7ec",
  "#92a8e1",
  "#718dd8",
  "#5c7dd3",
  "#4a6ac6",
  "#3c5bb3",
  "#324f9f",
  "#26428b",
];

/** Mantine's own is too light under white letters: what cannot be undone is to be read before it is pressed. */
const red = DEFAULT_THEME.colors.red.map((one, shade) => (shade === 6 || shade === 7 ? "#e03131" : one));

export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 6 },
  colors: { accent, red: red as unknown as MantineColorsTuple },
  autoContrast: true,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  headings: {
    fontWeight: "600",
    sizes: { h1: { fontSize: "1.375rem" }, h2: { fontSize: "1.0625rem" }, h3: { fontSize: "0.9375rem" } },
  },
});
