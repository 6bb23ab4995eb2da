/**
 * Colours for one business. A business chooses its accent by its logo, not by what can be read, so whatever stands
 * on the accent, or is written in it, is computed to reach WCAG AA (contrast 4.5 for text).
 */
export type Palette = {
  accent: string;
  onAccent: string;
  /** The accent as text on the white card, darkened as far as needed. */
  link: string;
  /** The accent on the dark card, lightened as far as needed, and text upon it. */
  accentDark: string;
  onAccentDark: string;
};

type Colour = [red: number, green: number, blue: number];

const defaultAccent = "#2a5bd7";
export const lightCard = "#ffffff";
export const darkCard = "#1b1d21";
const readable = 4.5;

export function palette(accentColor?: string | null): Palette {
  const accent = parse(accentColor ?? "") ?? parse(defaultAccent)!;
  const link = towards(accent, [0, 0, 0], parse(lightCard)!);
  const accentDark = towards(accent, [255, 255, 255], parse(darkCard)!);
  return {
    accent: hex(accent),
    onAccent: textOn(accent),
    link: hex(link),
    accentDark: hex(accentDark),
    onAccentDark: textOn(accentDark),
  };
}

/** Contrast ratio of two #rrggbb colours, 1 to 21, after WCAG 2.2. */
export function contrast(one: string, other: string): number {
  return ratio(parse(one)!, parse(other)!);
}

function textOn(background: Colour): string {
  return ratio(background, [255, 255, 255]) >= readable ? "#ffffff" : "#000000"; // one of the two always reaches 4.5
}

/** Mixes in the target in steps of 5 % until the colour can be read on the background. */
function towards(colour: Colour, target: Colour, background: Colour): Colour {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = colour.map((part, i) => Math.round(part + (target[i]! - part) * share)) as Colour;
    if (ratio(mixed, background) >= readable) return mixed;
  }
  return target;
}

function ratio(one: Colour, other: Colour): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function parse(text: string): Colour | null {
  const digits = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(text.trim())?.[1];
  if (!digits) return null;
  const pairs = digits.length === 3 ? [...digits].map((digit) => digit + digit) : digits.match(/../g)!;
  return pairs.map((pair) => Number.parseInt(pair, 16)) as Colour;
}

const hex = (colour: Colour) => `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
