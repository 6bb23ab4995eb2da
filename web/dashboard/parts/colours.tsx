import { ColorInput, type ColorInputProps } from "@mantine/core";

/** Colours to choose from, for calendars and labels: dark enough for white text on them. */
export const swatches = [
  "#9d174d",
  "#b91c1c",
  "#b45309",
  "#4d7c0f",
  "#0f766e",
  "#0e7490",
  "#1d4ed8",
  "#4338ca",
  "#7e22ce",
  "#475569",
];

/** One of these colours, or any other by its number. */
export const ColourInput = (props: ColorInputProps) => (
  <ColorInput swatches={swatches} swatchesPerRow={5} withPicker={false} withEyeDropper={false} {...props} />
);
